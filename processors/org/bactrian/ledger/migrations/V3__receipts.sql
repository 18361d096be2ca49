-- Requests by the name their sender gave them. State is taken (nothing was sent), sent, uncertain (a process died after it
-- had sent) or answered. One whose owner is no living process is left behind.
create table receipt (
    id varchar(200) primary key,
    request_hash varchar(200) not null,
    owner varchar(36) not null,
    state varchar(20) not null,
    taken_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    answer bytea,
    -- Where the answer comes from, which a purge goes by; null until there is one.
    tenant varchar(1000),
    feature varchar(1000),
    prompt varchar(1000),
    user_id varchar(1000),
    sender_key varchar(1000)
);
create index receipt_expires_at on receipt (expires_at);
