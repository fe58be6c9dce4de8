-- Conduct: who may be written to, when and how often. The rules are enforced where a clearance becomes
-- redeemed and where a revision is written, so they hold for every process and every SQL client.
-- `refuse_conduct` raises CS002; its detail is JSON {code, at, errors} that the gate hands on.

-- One name for one mailbox. core/conduct/names.ts says the same in TypeScript; a test compares them.
do $make$
declare collation_ text;
begin
  select quote_ident(collname) into collation_ from pg_collation
    where collname in ('und-x-icu', 'pg_c_utf8', 'C.utf8', 'C.UTF-8', 'en_US.utf8')
      and collencoding in (-1, 6)
    order by array_position(array['und-x-icu', 'pg_c_utf8']::name[], collname) limit 1;
  execute format($sql$
    create function conduct_fold(text_ text) returns text language sql immutable strict as $f$
      select case when text_ ~ '^[\u0001-\u007f]*$' then lower(text_ collate "C")
        else replace(normalize(lower(replace(normalize(text_, NFKC), U&'\0130', 'i') %s) collate "C", NFKC),
          U&'\03c2', U&'\03c3') end
    $f$ $sql$, coalesce('collate ' || collation_, ''));
end $make$;

-- RFC 3492, section 6.3: one label that is not ASCII.
create function conduct_puny(label_ text) returns text language plpgsql immutable strict as $$
declare
  codes int[] := array(select ascii(c) from regexp_split_to_table(label_, '') with ordinality s(c, n)
    order by n);
  out_ text := coalesce((select string_agg(chr(c), '' order by n)
    from unnest(codes) with ordinality s(c, n) where c < 128), '');
  basic int := length(out_);
  h int := length(out_);
  n int := 128; delta bigint := 0; bias int := 72; m int; c int; q bigint; k int; t int; d bigint;
begin
  if basic > 0 then out_ := out_ || '-'; end if;
  while h < cardinality(codes) loop
    m := (select min(x) from unnest(codes) x where x >= n);
    delta := delta + (m - n)::bigint * (h + 1);
    n := m;
    foreach c in array codes loop
      if c < n then delta := delta + 1; end if;
      if c = n then
        q := delta; k := 36;
        loop
          t := case when k <= bias then 1 when k >= bias + 26 then 26 else k - bias end;
          exit when q < t;
          d := t + (q - t) % (36 - t);
          out_ := out_ || substr('abcdefghijklmnopqrstuvwxyz0123456789', d::int + 1, 1);
          q := (q - t) / (36 - t); k := k + 36;
        end loop;
        out_ := out_ || substr('abcdefghijklmnopqrstuvwxyz0123456789', q::int + 1, 1);
        d := case when h = basic then delta / 700 else delta / 2 end;
        d := d + d / (h + 1); k := 0;
        while d > 455 loop d := d / 35; k := k + 36; end loop;
        bias := k + (36 * d / (d + 38))::int;
        delta := 0; h := h + 1;
      end if;
    end loop;
    delta := delta + 1; n := n + 1;
  end loop;
  return 'xn--' || out_;
end $$;

create function conduct_domain(domain_ text) returns text language sql immutable strict as $$
  select string_agg(case when label ~ '[^\u0001-\u007f]' then conduct_puny(label) else label end, '.'
    order by n)
  from string_to_table(rtrim(conduct_fold(translate(domain_, U&'\3002\FF0E\FF61', '...')), '.'), '.')
    with ordinality s(label, n) $$;

create function conduct_address(address_ text) returns text language plpgsql immutable strict as $$
declare
  domain_ text := conduct_domain(substring(address_ from '[^@]*$'));
  whole text := conduct_fold(regexp_replace(address_, '@[^@]*$', ''));
  local_ text := coalesce(nullif(split_part(whole, '+', 1), ''), whole);
begin
  if domain_ = 'googlemail.com' then domain_ := 'gmail.com'; end if;
  if domain_ = 'gmail.com' then
    local_ := coalesce(nullif(replace(local_, '.', ''), ''), local_);
  end if;
  return local_ || '@' || domain_;
end $$;

-- system:object:id; a system's several accounts are taken as one, on the safe side.
create function conduct_record(record_ jsonb) returns text language sql immutable strict as $$
  select string_agg(replace(replace(part, '%', '%25'), ':', '%3A'), ':' order by n)
  from unnest(array[conduct_fold(record_ ->> 'system'), conduct_fold(record_ ->> 'object'),
    record_ ->> 'id']) with ordinality s(part, n) $$;

-- buyer.co.uk of mail.buyer.co.uk, too: the domain and every one that it lies in.
create function conduct_above(domain_ text) returns text[] language sql immutable strict as $$
  select array_agg(array_to_string(parts[n:], '.') order by n)
  from string_to_array(domain_, '.') parts, generate_subscripts(parts, 1) n $$;

create table suppressions (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  scope text not null check (scope in ('address', 'domain', 'account')),
  -- in the form of conduct_address, conduct_domain, conduct_record
  value text not null,
  reason text not null check (reason in ('opt-out', 'bounce', 'complaint', 'reply', 'manual', 'legal')),
  source text not null,
  note text,
  since timestamptz not null default now(),
  until timestamptz,
  by_whom text not null,
  primary key (workspace_id, id),
  constraint one_entry_a_reason unique (workspace_id, scope, value, reason),
  constraint until_after_since check (until > since)
);
create table conduct_policies (
  workspace_id uuid not null references workspaces,
  version int not null,
  policy jsonb not null,
  by_whom text not null,
  at timestamptz not null default now(),
  primary key (workspace_id, version)
);
-- What is known of a person, by address or record: the basis for contact, the zone, the account.
create table contacts (
  workspace_id uuid not null references workspaces,
  -- what the audit log knows them by: no digest of an address, which could be guessed
  id uuid not null default gen_random_uuid(),
  person text not null,
  account text,
  basis text check (basis in ('consent', 'opt-in', 'legitimate-interest', 'existing-customer', 'none')),
  jurisdiction text,
  time_zone text,
  recorded_at timestamptz not null,
  expires_at timestamptz,
  source text,
  by_whom text not null,
  primary key (workspace_id, person)
);
create index contacts_by_account on contacts (workspace_id, account) where account is not null;
-- A record and an address of one person: more channels are not more permission.
create table contact_links (
  workspace_id uuid not null references workspaces,
  record text not null,
  address text not null,
  primary key (workspace_id, record, address)
);
create index contact_links_by_address on contact_links (workspace_id, address);
-- When a person last answered.
create table heard (
  workspace_id uuid not null references workspaces,
  person text not null,
  at timestamptz not null,
  primary key (workspace_id, person)
);
-- Whom a proposal names, so that what is pending for a person is found without reading contents.
create table recipients (
  workspace_id uuid not null,
  person text not null,
  proposal_id uuid not null,
  domain text,
  primary key (workspace_id, person, proposal_id)
);
create index recipients_by_domain on recipients (workspace_id, domain) where domain is not null;
-- One row per person and buyer-facing step, written by the redemption itself.
create table touches (
  workspace_id uuid not null,
  id bigint generated always as identity,
  clearance_id uuid not null,
  person text not null,
  domain text,
  account text,
  channel text not null,
  at timestamptz not null,
  -- nothing left: it no longer counts
  undone_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, clearance_id) references clearances
);
create index touches_by_person on touches (workspace_id, person, at);
create index touches_by_domain on touches (workspace_id, domain, at) where domain is not null;
create index touches_by_account on touches (workspace_id, account, at) where account is not null;
create index touches_by_clearance on touches (workspace_id, clearance_id);
-- Why the gate withdrew a proposal.
create table withdrawals (
  workspace_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  reason text not null,
  detail text not null,
  at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, proposal_id) references proposals
);
create index withdrawals_by_proposal on withdrawals (workspace_id, proposal_id);
create table incidents (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  kind text not null check (kind in ('sent-uncleared', 'sent-changed')),
  -- what it is reported once by
  key text not null,
  proposal_id uuid,
  mailbox text not null,
  happened_at timestamptz not null,
  found_at timestamptz not null default now(),
  detail jsonb not null,
  primary key (workspace_id, id),
  constraint reported_once unique (workspace_id, kind, key)
);
create index incidents_recent on incidents (workspace_id, found_at desc);
-- Mail found in a mailbox that a redemption accounts for: one redemption, one mail.
create table sent_matches (
  workspace_id uuid not null,
  clearance_id uuid not null,
  message_id text not null,
  at timestamptz not null default now(),
  primary key (workspace_id, clearance_id),
  unique (workspace_id, message_id),
  foreign key (workspace_id, clearance_id) references clearances
);
create table sent_checks (
  workspace_id uuid not null references workspaces,
  mailbox text not null,
  checked_to timestamptz not null,
  primary key (workspace_id, mailbox)
);
alter table signals add person text, add facts jsonb;
-- Not sent before: outside the sending window, or a cap is reached.
alter table dispatches add not_before timestamptz;

select fence(t::regclass) from unnest(array['suppressions', 'conduct_policies', 'contacts',
  'contact_links', 'heard', 'recipients', 'touches', 'withdrawals', 'incidents', 'sent_matches',
  'sent_checks']) t;

create function audit_conduct() returns trigger language plpgsql as $$
declare
  row_ jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  -- What names people, or is somebody's own sentence: only its salted digest is for good. What is
  -- removed is not said once more.
  names_ text[] := array['value', 'person', 'account', 'note', 'source', 'detail', 'key', 'mailbox'];
  private_ jsonb;
begin
  if tg_op <> 'DELETE' then
    select jsonb_object_agg(key, value) into private_ from jsonb_each(jsonb_strip_nulls(row_))
      where key = any (names_);
  end if;
  perform audit_note((row_ ->> 'workspace_id')::uuid, tg_argv[0],
    coalesce(row_ ->> 'id', row_ ->> 'version'), (row_ ->> 'proposal_id')::uuid, null,
    case tg_op when 'INSERT' then 'created' when 'DELETE' then 'removed' else 'changed' end,
    (row_ - names_ - array['workspace_id', 'id', 'policy', 'proposal_id'])
      || jsonb_build_object('policyDigest', sha256_of(row_ ->> 'policy')),
    private_);
  return null;
end $$;
create trigger suppressions_audit after insert or update or delete on suppressions
  for each row execute function audit_conduct('suppression');
create trigger conduct_policies_audit after insert on conduct_policies
  for each row execute function audit_conduct('conduct');
create trigger contacts_audit after insert or update or delete on contacts
  for each row execute function audit_conduct('contact');
create trigger withdrawals_audit after insert on withdrawals
  for each row execute function audit_conduct('withdrawal');
create trigger incidents_audit after insert on incidents
  for each row execute function audit_conduct('incident');
create trigger conduct_policies_stay before update or delete on conduct_policies
  for each row execute function never();
create trigger sent_matches_stay before update or delete on sent_matches
  for each row execute function never();

create type conduct_person as (path text, shown text, person text, addresses text[], records text[],
  accounts text[], domains text[], keys text[], zone text, own boolean);
-- `at` null: when the content is executed.
create type conduct_touch as (who conduct_person, channel text, at timestamptz);

create function conduct_refuse(code_ text, detail_ text, at_ timestamptz, errors_ jsonb)
returns void language plpgsql as $$
begin
  raise exception '%', detail_ using errcode = 'CS002', detail = jsonb_strip_nulls(
    jsonb_build_object('code', code_, 'at', at_, 'errors', errors_))::text;
end $$;

create function conduct_policy(workspace_ uuid) returns jsonb language sql stable as $$
  select coalesce((select policy from conduct_policies where workspace_id = workspace_
    order by version desc limit 1), '{"timeZone": "UTC"}') $$;

-- Everybody whom a content reaches, or is about, under every name that the workspace has for them.
create function conduct_people(workspace_ uuid, content_ jsonb) returns setof conduct_person
language sql stable as $$
  with named as (
    select '/content/' || f || '/' || (n - 1) || '/email' as path, m ->> 'email' as raw,
        null::text as record, content_ #>> '{from,email}' as self
      from unnest(array['to', 'cc', 'bcc']) f,
        jsonb_array_elements(content_ -> f) with ordinality e(m, n)
      where content_ ->> 'kind' = 'email.draft'
    union all
    select '/content/attendees/' || (n - 1), m, null, content_ ->> 'calendar'
      from jsonb_array_elements_text(content_ -> 'attendees') with ordinality e(m, n)
      where content_ ->> 'kind' = 'meeting.schedule'
    union all
    select case when content_ ? 'email' then '/content/email' else '/content/contact' end,
        content_ ->> 'email', conduct_record(content_ -> 'contact'), null
      where content_ ->> 'kind' in ('sequence.enroll', 'message.social', 'call.task')
    union all
    select '/content/deal', null, conduct_record(content_ -> 'deal'), null
      where content_ ->> 'kind' = 'price.quote'),
  known as (
    select n.*, conduct_address(n.raw) as address,
      array(select conduct_address(n.raw) where n.raw is not null union select l.address
        from contact_links l where l.workspace_id = workspace_ and l.record = n.record) as addresses,
      array(select n.record where n.record is not null union select l.record from contact_links l
        where l.workspace_id = workspace_ and l.address = conduct_address(n.raw)) as records
    from named n)
  select distinct on (coalesce(k.addresses[1], k.records[1])) k.path,
    coalesce(k.raw, k.records[1]), coalesce(k.addresses[1], k.records[1]), k.addresses, k.records,
    array(select distinct c.account from contacts c where c.workspace_id = workspace_
      and c.person = any (k.addresses || k.records) and c.account is not null),
    array(select distinct above from unnest(k.addresses) a,
      unnest(conduct_above(substring(a from '[^@]*$'))) above),
    k.addresses || k.records,
    (select c.time_zone from contacts c where c.workspace_id = workspace_
      and c.person = any (k.addresses || k.records) and c.time_zone is not null
      order by c.recorded_at desc limit 1),
    coalesce(k.address = conduct_address(k.self), false)
      or exists (select from jsonb_array_elements_text(conduct_policy(workspace_) -> 'ownDomains') o
        where o = substring(k.address from '[^@]*$'))
      or exists (select from reviewers r where r.workspace_id = workspace_
        and (lower(r.email) = k.address or k.address = any (r.mailboxes)))
  from known k where cardinality(k.addresses || k.records) > 0
  order by coalesce(k.addresses[1], k.records[1]), k.path $$;

-- Whom of them the list forbids. A reply stops what goes on as if nobody had answered; with `all_`
-- also the answers that were written before it came. A dead address stops mail, not a call.
create function conduct_suppressed(workspace_ uuid, content_ jsonb, all_ boolean)
returns table (path text, shown text, reason text, scope text) language sql stable as $$
  select distinct on (p.path) p.path, p.shown, s.reason, s.scope
  from conduct_people(workspace_, content_) p
  join suppressions s on s.workspace_id = workspace_ and (s.until is null or s.until > now())
    and (s.scope = 'address' and s.value = any (p.addresses)
      or s.scope = 'domain' and s.value = any (p.domains)
      or s.scope = 'account' and s.value = any (p.records || p.accounts))
  where case s.reason
    when 'reply' then content_ ->> 'kind' in ('sequence.enroll', 'message.social')
      or content_ ->> 'kind' = 'email.draft' and (all_ or not content_ ? 'thread')
    when 'bounce' then content_ ->> 'kind' in ('email.draft', 'meeting.schedule', 'sequence.enroll')
    else true end
  order by p.path, array_position(array['legal', 'opt-out', 'complaint', 'manual', 'bounce'], s.reason)
$$;

-- Every time that a content reaches a person: nothing here for what no buyer notices.
create function conduct_touches(workspace_ uuid, content_ jsonb) returns setof conduct_touch
language sql stable as $$
  with steps as (
    select s ->> 'channel' as channel, (s ->> 'at')::timestamptz as at
      from jsonb_array_elements(content_ -> 'steps') s where content_ ->> 'kind' = 'sequence.enroll'
        and s ->> 'channel' <> 'task'),
  times as (
    select channel, at from steps
    union all select 'sequence', null
      where content_ ->> 'kind' = 'sequence.enroll' and not exists (select from steps)
    union all select 'email', null where content_ ->> 'kind' = 'email.draft'
    union all select 'social', null where content_ ->> 'kind' = 'message.social'
    union all select 'meeting', null where content_ ->> 'kind' = 'meeting.schedule'
    union all select 'call', (content_ ->> 'dueAt')::timestamptz
      where content_ ->> 'kind' = 'call.task')
  select p, t.channel, case when t.at > now() then t.at end
  from conduct_people(workspace_, content_) p, times t where not p.own $$;

-- The first moment at or after `at_` in the sending window of this zone; null when it never opens.
create function conduct_open(window_ jsonb, zone_ text, at_ timestamptz) returns timestamptz
language plpgsql stable as $$
declare
  day_ date := (at_ at time zone zone_)::date;
  opens timestamptz; closes timestamptz;
begin
  if window_ is null or window_ = 'null' then return at_; end if;
  for i in 0..8 loop
    if window_ -> 'days' @> to_jsonb(extract(isodow from day_ + i)::int) then
      opens := (day_ + i + (window_ ->> 'from')::time) at time zone zone_;
      closes := (case when window_ ->> 'to' = '24:00' then (day_ + i + 1)::timestamp
        else day_ + i + (window_ ->> 'to')::time end) at time zone zone_;
      if at_ < closes and closes > opens then return greatest(opens, at_); end if;
    end if;
  end loop;
  return null;
end $$;

create function conduct_period(within_ text, zone_ text, at_ timestamptz, out starts timestamptz,
  out ends timestamptz) language sql stable as $$
  select date_trunc(within_, at_ at time zone zone_) at time zone zone_,
    (date_trunc(within_, at_ at time zone zone_) + ('1 ' || within_)::interval) at time zone zone_ $$;

-- The first cap that touches planned for `at_` would exceed, and when its period is over; `for_good`
-- where waiting does not help.
create function conduct_capped(workspace_ uuid, policy_ jsonb, mine conduct_touch[], at_ timestamptz,
  out cap jsonb, out unit text, out ends timestamptz, out for_good boolean)
language sql stable as $$
  with mine_ as (
    select ((m).who).person as person, (m).channel, coalesce((m).at, at_) as at, (m).at is null as moves,
      (m).who as who from unnest(mine) m),
  units as (
    select c.cap, m.at, m.moves, u.unit from jsonb_array_elements(policy_ -> 'caps') c(cap), mine_ m,
      lateral (
        select m.person as unit where c.cap ->> 'per' = 'person'
        union select unnest((m.who).accounts) where c.cap ->> 'per' = 'account'
        union select substring(a from '[^@]*$') from unnest((m.who).addresses) a
          where c.cap ->> 'per' = 'domain'
            and not coalesce(policy_ -> 'uncappedDomains', '[]') ? substring(a from '[^@]*$')) u),
  wanted as (
    select cap, unit, (conduct_period(cap ->> 'within', policy_ ->> 'timeZone', at)).*, count(*) as n,
      count(*) filter (where moves) as movable
    from units group by 1, 2, 3, 4)
  select w.cap, w.unit, w.ends, w.movable = 0 or w.movable > (w.cap ->> 'most')::int
  from wanted w, lateral (
    select count(*) as have from touches t where t.workspace_id = workspace_ and t.undone_at is null
      and t.at >= w.starts and t.at < w.ends and case w.cap ->> 'per'
        when 'person' then t.person = any (array(select unnest((m).keys) from (
          select (x).who as m from unnest(mine) x) y where (m).person = w.unit))
        when 'account' then t.account = w.unit else t.domain = w.unit end) h
  where w.n + h.have > (w.cap ->> 'most')::int
  order by 4 desc, w.ends desc limit 1 $$;

-- Suppressed, or silent: what no waiting changes. Called for a revision and for a redemption.
create function conduct_check(workspace_ uuid, content_ jsonb) returns void language plpgsql as $$
declare
  errors_ jsonb; policy_ jsonb := conduct_policy(workspace_); most int; who_ text;
begin
  select jsonb_agg(jsonb_build_object('path', s.path, 'message',
      format('%s is suppressed: %s (by %s)', s.shown, s.reason, s.scope)) order by s.path),
    string_agg(s.shown || ' (' || s.reason || ')', ', ' order by s.path) into errors_, who_
    from conduct_suppressed(workspace_, content_, false) s;
  if errors_ is not null then
    perform conduct_refuse('suppressed', 'Suppressed: ' || who_ || '.', null, errors_);
  end if;
  if jsonb_typeof(policy_ -> 'silence') is distinct from 'object' then return; end if;
  most := (policy_ #>> '{silence,touches}')::int;
  select jsonb_agg(jsonb_build_object('path', p.path, 'message',
      format('%s has not answered %s times', p.shown, most)) order by p.path),
    string_agg(p.shown, ', ' order by p.path) into errors_, who_
    from (select distinct (t.who).path, (t.who).shown, (t.who).keys
      from conduct_touches(workspace_, content_) t) p
    where most <= (select count(*) from touches t where t.workspace_id = workspace_
      and t.person = any (p.keys) and t.undone_at is null and t.at <= now()
      and t.at > now() - make_interval(days => (policy_ #>> '{silence,days}')::int)
      and t.at > coalesce((select max(h.at) from heard h where h.workspace_id = workspace_
        and h.person = any (p.keys)), '-infinity'));
  if errors_ is not null then
    perform conduct_refuse('conduct', format('No answer after %s touches: %s.', most, who_), null,
      errors_);
  end if;
end $$;

-- Locks what a redemption counts and what could forbid it, in one order for everybody: p: a person,
-- a: an account, d: a domain, w: the workspace, for whoever changes more of it than locks are to be had.
create function conduct_lock(workspace_ uuid, exclusive_ text[], shared_ text[]) returns void
language plpgsql as $$
declare k record;
begin
  for k in select hashtextextended(workspace_ || '/' || key, 7261905) as id, bool_or(own) as own
      from (select unnest(exclusive_) as key, true as own union all select unnest(shared_), false) s
      group by 1 order by 1 loop
    if k.own then perform pg_advisory_xact_lock(k.id); else perform pg_advisory_xact_lock_shared(k.id);
    end if;
  end loop;
end $$;

create function conduct_redeem(workspace_ uuid, clearance_ uuid, content_ jsonb) returns void
language plpgsql as $$
declare
  policy_ jsonb := conduct_policy(workspace_);
  zone_ text := policy_ ->> 'timeZone';
  caps text[] := array(select c ->> 'per' from jsonb_array_elements(policy_ -> 'caps') c);
  mine conduct_touch[]; m conduct_touch; capped record; errors_ jsonb;
  at_ timestamptz := now(); next_ timestamptz; why text; window_ jsonb := policy_ -> 'window';
begin
  perform conduct_lock(workspace_,
      array_agg(k) filter (where k ~ '^p:' or k ~ '^d:' and 'domain' = any (caps)
        or k ~ '^a:' and 'account' = any (caps)), array_agg(k) || 'w:'::text)
    from (select unnest(array(select 'p:' || unnest(p.keys)) || array(select 'a:' || unnest(p.accounts))
        || array(select 'd:' || unnest(p.domains))) as k
      from conduct_people(workspace_, content_) p) s;
  perform conduct_check(workspace_, content_);
  mine := array(select t from conduct_touches(workspace_, content_) t);
  if cardinality(mine) = 0 then return; end if;

  -- The jurisdiction's own rule, its country's, or that for everybody else; without one, nothing.
  select jsonb_agg(distinct jsonb_build_object('path', (w.who).path, 'message',
      format('%s: no valid basis for contact (%s needs %s)', (w.who).shown,
        coalesce(c.jurisdiction, 'unknown jurisdiction'),
        (select string_agg(x, ' or ') from jsonb_array_elements_text(w.needs) x)))) into errors_
    from (select t.who, k.*, needs from unnest(mine) t
      left join lateral (select c.jurisdiction from contacts c where c.workspace_id = workspace_
        and c.person = any ((t.who).keys) and c.jurisdiction is not null
        order by c.recorded_at desc limit 1) k on true,
      lateral coalesce(policy_ -> 'basis' -> k.jurisdiction,
        policy_ -> 'basis' -> split_part(k.jurisdiction, '-', 1), policy_ -> 'basis' -> '*') needs) w
    left join lateral (select w.jurisdiction) c on true
    where w.needs is not null and not exists (select from contacts c where c.workspace_id = workspace_
      and c.person = any ((w.who).keys) and w.needs ? c.basis
      and (c.expires_at is null or c.expires_at > now()));
  if errors_ is not null then
    perform conduct_refuse('conduct', errors_ -> 0 ->> 'message', null, errors_);
  end if;

  for i in 1..200 loop
    next_ := at_;
    foreach m in array mine loop
      if m.at is not null then
        if conduct_open(window_, coalesce((m.who).zone, zone_), m.at) is distinct from m.at then
          perform conduct_refuse('conduct', format('A %s step at %s is outside the sending window.',
            m.channel, m.at), null, null);
        end if;
      else
        next_ := conduct_open(window_, coalesce((m.who).zone, zone_), next_);
        if next_ is null then exit; end if;
      end if;
    end loop;
    if next_ = at_ then
      select * into capped from conduct_capped(workspace_, policy_, mine, at_);
      exit when capped.cap is null;
      why := coalesce(why, format('%s has had %s in this %s', capped.unit, capped.cap ->> 'most',
        capped.cap ->> 'within'));
      if capped.for_good then
        perform conduct_refuse('conduct', format('More than %s a %s for %s.', capped.cap ->> 'most',
          capped.cap ->> 'within', capped.unit), null, null);
      end if;
      next_ := capped.ends;
    else
      why := coalesce(why, 'it is outside the sending window');
    end if;
    at_ := next_;
    exit when at_ is null;
  end loop;
  if at_ is null or at_ > now() + interval '190 days' then
    perform conduct_refuse('conduct', 'No moment satisfies every sending window and cap.', null, null);
  elsif at_ > now() then
    perform conduct_refuse('conduct-later', format('Later, since %s.', why), at_, null);
  end if;

  insert into touches (workspace_id, clearance_id, person, domain, account, channel, at)
  select workspace_, clearance_, (t.who).person, substring((t.who).addresses[1] from '[^@]*$'),
    (t.who).accounts[1], t.channel, coalesce(t.at, now()) from unnest(mine) t;
end $$;

create function conduct_of(workspace_ uuid, proposal_ uuid, revision_ int, decision_ uuid)
returns jsonb language sql stable as $$
  select coalesce((select d.content from decisions d
      where d.workspace_id = workspace_ and d.id = decision_),
    (select r.content from revisions r where r.workspace_id = workspace_
      and r.proposal_id = proposal_ and r.revision = revision_))::jsonb $$;

-- Sees the tables of the row's own workspace, whoever the statement is run for.
create function conduct_guard() returns trigger language plpgsql as $$
declare
  was_ text := coalesce(current_setting('gate.workspace', true), '');
  c clearances; content_ jsonb;
begin
  perform set_config('gate.workspace', new.workspace_id::text, true);
  if tg_table_name = 'clearances' then
    content_ := conduct_of(new.workspace_id, new.proposal_id, new.revision, new.decision_id);
    if content_ is null then perform refuse_move('the content is not there'); end if;
    if content_ ->> 'kind' = 'call.task' and new.executor not in ('gate:webhook', 'gate:hubspot',
        'gate:salesforce', 'gate:pipedrive') then
      perform refuse_move('a call is a task for a person; nothing here dials');
    end if;
    perform conduct_redeem(new.workspace_id, new.id, content_);
  elsif tg_table_name = 'dispatches' then
    -- Redeemed by a process that died: what has been suppressed since does not go on.
    select * into c from clearances k where k.workspace_id = new.workspace_id
      and k.id = new.clearance_id and k.state = 'redeemed' and k.redeemed_at <> now();
    if found then
      perform conduct_check(new.workspace_id,
        conduct_of(c.workspace_id, c.proposal_id, c.revision, c.decision_id));
    end if;
  else
    content_ := new.content::jsonb;
    if content_ ->> 'kind' = 'sequence.enroll' and content_ ? 'email' then
      insert into contact_links (workspace_id, record, address) values (new.workspace_id,
        conduct_record(content_ -> 'contact'), conduct_address(content_ ->> 'email'))
      on conflict do nothing;
    end if;
    if tg_table_name = 'revisions' then perform conduct_check(new.workspace_id, content_); end if;
    insert into recipients (workspace_id, person, proposal_id, domain)
    select distinct new.workspace_id, k, new.proposal_id,
      case when k = any (p.addresses) then substring(k from '[^@]*$') end
    from conduct_people(new.workspace_id, content_) p, unnest(p.keys || p.accounts) k
    on conflict do nothing;
  end if;
  perform set_config('gate.workspace', was_, true);
  return null;
end $$;
create trigger clearances_conduct after update on clearances for each row
  when (old.state is distinct from new.state and new.state = 'redeemed')
  execute function conduct_guard();
create trigger dispatches_conduct after update on dispatches for each row
  when (old.state = 'queued' and new.state = 'claimed') execute function conduct_guard();
create trigger revisions_conduct after insert on revisions
  for each row execute function conduct_guard();
create trigger decisions_conduct after insert on decisions for each row
  when (new.content is not null) execute function conduct_guard();

-- A dispatch that is known to have left nothing behind no longer counts.
create function touches_undo() returns trigger language plpgsql as $$
begin
  update touches set undone_at = now() where workspace_id = new.workspace_id
    and clearance_id = new.clearance_id and undone_at is null;
  return null;
end $$;
create trigger dispatches_untouch after update on dispatches for each row
  when (old.state is distinct from new.state and new.state in ('failed', 'refused'))
  execute function touches_undo();
