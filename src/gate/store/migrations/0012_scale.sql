-- Speed and size. Nothing here changes what is allowed, only what it costs.

-- What conduct asks is written as SQL functions that become part of the statement calling them: one
-- big statement, whose planning took ten times as long as running it. Every part of it is a look-up
-- by an index led by the workspace, whatever the values, so one plan serves all: it is made once a
-- connection. Holds for everything that runs inside these functions.
alter function conduct_guard() set plan_cache_mode = force_generic_plan;
alter function conduct_check(uuid, jsonb) set plan_cache_mode = force_generic_plan;
alter function conduct_redeem(uuid, uuid, jsonb) set plan_cache_mode = force_generic_plan;

-- As in 0007, but nearly every address is ASCII, and then two built-in functions say the same.
create or replace function conduct_domain(domain_ text) returns text
language plpgsql immutable strict as $$
begin
  if domain_ ~ '^[\u0001-\u007f]*$' then
    return nullif(rtrim(lower(domain_ collate "C"), '.'), '');
  end if;
  return (select string_agg(
      case when label ~ '[^\u0001-\u007f]' then conduct_puny(label) else label end, '.' order by n)
    from string_to_table(rtrim(conduct_fold(translate(domain_, U&'\3002\FF0E\FF61', '...')), '.'), '.')
      with ordinality s(label, n));
end $$;

create or replace function conduct_address(address_ text) returns text
language plpgsql immutable strict as $$
declare
  domain_ text := conduct_domain(substring(address_ from '[^@]*$'));
  whole text := regexp_replace(address_, '@[^@]*$', '');
  local_ text;
begin
  whole := case when whole ~ '^[\u0001-\u007f]*$' then lower(whole collate "C")
    else conduct_fold(whole) end;
  local_ := coalesce(nullif(split_part(whole, '+', 1), ''), whole);
  if domain_ = 'googlemail.com' then domain_ := 'gmail.com'; end if;
  if domain_ = 'gmail.com' then
    local_ := coalesce(nullif(replace(local_, '.', ''), ''), local_);
  end if;
  return local_ || '@' || domain_;
end $$;
