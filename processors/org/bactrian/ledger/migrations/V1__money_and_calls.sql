-- Money is USD with 12 decimals: a single token of the cheapest model is still exact.
create table budget (
    scope varchar(1000) not null,
    period varchar(20) not null,
    spent decimal(24, 12) not null,
    held decimal(24, 12) not null,
    primary key (scope, period)
);

-- One row for each attempt in flight; what is left of a dead process is here and becomes spent.
create table hold (
    id varchar(36) primary key,
    inference_id varchar(36) not null,
    owner varchar(36) not null,
    feature varchar(200) not null,
    model varchar(200) not null,
    scopes varchar(20000) not null,
    amount decimal(24, 12) not null,
    expires_at timestamp with time zone not null
);

-- Append only: every change of what is spent.
create table entry (
    id bigint generated always as identity primary key,
    booked_at timestamp with time zone not null,
    hold_id varchar(36) not null,
    inference_id varchar(36) not null,
    feature varchar(200) not null,
    model varchar(200) not null,
    scopes varchar(20000) not null,
    kind varchar(20) not null,
    amount decimal(24, 12) not null,
    input_tokens int not null,
    cached_tokens int not null,
    output_tokens int not null
);

create table call_log (
    inference_id varchar(36) not null,
    called_at timestamp with time zone not null,
    feature varchar(200) not null,
    source varchar(20) not null,
    user_id varchar(128) not null,
    tier varchar(128) not null,
    tenant varchar(128) not null,
    model varchar(200) not null,
    prompt varchar(200) not null,
    outcome varchar(40) not null,
    cache varchar(20) not null,
    degraded varchar(20) not null,
    attempts int not null,
    input_tokens int not null,
    output_tokens int not null,
    cost_usd decimal(24, 12) not null,
    latency_ms bigint not null
);

create index call_log_called_at on call_log (called_at);
create index call_log_inference on call_log (inference_id);
