-- Money is held in slices now: a node sets a part of a cap aside durably and spends from it in memory.
alter table budget add column kind varchar(20) default '' not null;
alter table budget add column name varchar(1000) default '' not null;
alter table budget add column tenant varchar(128);
alter table budget add column cap decimal(24, 12);
-- The highest cap of the window: a lower one does not undo what was spent under it.
alter table budget add column highest_cap decimal(24, 12);
alter table budget add column alert_at decimal(6, 4) default 0.8 not null;
alter table budget add column resets_at timestamp with time zone;
alter table budget add column overrun decimal(24, 12) default 0 not null;
-- The cap at which a bill above its hold closed the scope; another cap opens it again.
alter table budget add column closed_cap decimal(24, 12);
update budget
    set kind = substring(scope from 1 for position(':' in scope) - 1),
        name = substring(scope from position(':' in scope) + 1);

-- A process that spends. One that has not been seen in its time is dead, and its slices are spent; then alive_until is null.
-- Its last trade with the store has a number, by which it is known whether a commit that was not answered has been made.
create table owner (
    id varchar(36) primary key,
    alive_until timestamp with time zone,
    trade bigint default 0 not null
);

-- What an owner may spend of a scope without asking; budget.held is their sum. After its death the amount stands in buried.
create table slice (
    owner varchar(36) not null,
    scope varchar(1000) not null,
    period varchar(20) not null,
    amount decimal(24, 12) not null,
    buried decimal(24, 12) default 0 not null,
    primary key (owner, scope, period)
);

-- The store's idea of how late it is: it never goes back, so that no window opens twice.
create table latest (
    at timestamp with time zone not null
);

-- Each entry keeps the prices it was made with, USD per million tokens; none for what is no exchange with a model.
alter table entry add column input_price decimal(18, 9);
alter table entry add column cached_price decimal(18, 9);
alter table entry add column output_price decimal(18, 9);
-- Of the input tokens those that were put into the provider's cache, and their price.
alter table entry add column written_tokens int default 0 not null;
alter table entry add column written_price decimal(18, 9);
-- For a correction by hand: why.
alter table entry add column note varchar(500) default '' not null;
create index entry_booked_at on entry (booked_at);

-- Holds of the version before this one belong to processes that have ended: they are spent.
insert into entry (booked_at, hold_id, inference_id, feature, model, scopes, kind, amount,
                   input_tokens, cached_tokens, output_tokens)
    select current_timestamp, id, inference_id, feature, model, scopes, 'uncertain', amount, 0, 0, 0 from hold;
update budget set spent = spent + held, held = 0;
drop table hold;

-- Alerts are written with the money they tell of and delivered after; level is warning, exhausted or overrun.
create table alert (
    id bigint generated always as identity primary key,
    raised_at timestamp with time zone not null,
    scope varchar(1000) not null,
    period varchar(20) not null,
    level varchar(20) not null,
    kind varchar(20) not null,
    name varchar(1000) not null,
    tenant varchar(128),
    cap decimal(24, 12) not null,
    spent decimal(24, 12) not null,
    resets_at timestamp with time zone,
    taken_until timestamp with time zone,
    delivered_at timestamp with time zone,
    unique (scope, period, level)
);
create index alert_delivered_at on alert (delivered_at);

-- How many times the tokens we counted a model has billed at most, so that the next hold has room for it.
create table calibration (
    model varchar(200) primary key,
    ratio decimal(9, 4) not null
);

-- What an answer that was not paid for again would have cost.
alter table call_log add column saved_usd decimal(24, 12) default 0 not null;
