-- Alerts in Slack. What was asked for and what is shown stands beside an alert, which keeps how it was
-- closed. Which processes are connected to Slack only they know, so nothing is queued here by triggers:
-- whoever is connected compares how alerts stand with what a look was queued for, and queues in that
-- very transaction.

-- `times` when its people were told last: a message's buttons are about what was told then.
alter table alerts add column paged int not null default 0;

create table slack_alerts (
  workspace_id uuid not null,
  alert_id uuid not null,
  -- how it stood when a look was queued last
  asked text not null,
  primary key (workspace_id, alert_id),
  foreign key (workspace_id, alert_id) references alerts
);

-- One message a telling and place. `busy_until`: a process is about to change it.
create table slack_alert_posts (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  alert_id uuid not null,
  why text not null check (why in ('raised', 'escalated')),
  paged int not null,
  -- the linked person it goes to; none: the channel
  account_id uuid,
  channel text,
  ts text,
  -- SHA-256 of the message as it was sent
  shown text,
  -- it has buttons
  waits boolean not null default false,
  -- Slack does not reach this person: the channel is told in their place
  unreachable boolean not null default false,
  busy_until timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, alert_id) references alerts,
  foreign key (workspace_id, account_id) references slack_accounts,
  constraint a_message_has_a_place check ((ts is null) = (channel is null))
);
create unique index one_message_a_place on slack_alert_posts
  (workspace_id, alert_id, why, paged, coalesce(account_id, alert_id));
create index slack_alert_posts_waiting on slack_alert_posts (workspace_id, alert_id) where waits;
create index slack_alert_posts_of on slack_alert_posts (workspace_id, account_id);

-- That it left for Slack is on record.
create function audit_slack_alert() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'slack-alert', new.alert_id::text, null, null, 'posted',
    jsonb_build_object('why', new.why, 'account', new.account_id));
  return null;
end $$;
create trigger slack_alert_posts_audit after update on slack_alert_posts for each row
  when (new.ts is not null and new.ts is distinct from old.ts) execute function audit_slack_alert();

select fence('slack_alerts'), fence('slack_alert_posts');
