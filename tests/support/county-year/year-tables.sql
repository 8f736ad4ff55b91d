-- The made year as an independent reckoner sees it: tables of a second connection to the server's own
-- database. Nothing here is taken from the measures' code.
create temp table q (q text, number integer, first text, last text, days integer);
insert into q values
  ('Q1', 1, '2022-04-01', '2022-06-30', 91),
  ('Q2', 2, '2022-07-01', '2022-09-30', 92),
  ('Q3', 3, '2022-10-01', '2022-12-31', 92),
  ('Q4', 4, '2023-01-01', '2023-03-31', 90);

create temp table e as
select r.id, r.scope, r.kind, r.body, q.q
from records r join q on r.day between q.first and q.last
where r.deleted = 0;

create temp table place as
select id as scope, body ->> '$.type' as type, body ->> '$.hoursPerWeek' as open_hours,
  body ->> '$.staffedHoursPerWeek' as staffed_hours, json_array_length(body, '$.coLocatedWith') as shares
from records
where kind = 'site' and deleted = 0 and body ->> '$.status' = 'open'
  and body ->> '$.type' not in ('prison-library', 'mobile-library');

create temp table profile as
select case body ->> '$.areaType' when 'county' then '' else body ->> '$.siteId' end as scope,
  body ->> '$.figures.residents' as residents,
  body ->> '$.figures.est_age_0_4' as under_five,
  body ->> '$.figures.est_age_5_11' as five_to_eleven,
  body ->> '$.figures.pct_white' as white,
  body ->> '$.figures.pct_disabled' as disabled,
  body ->> '$.figures.pct_unpaid_carers' as carers,
  body ->> '$.figures.pct_main_language_not_english' as other_language,
  body ->> '$.figures.imd2025_pct_residents_in_most_deprived_20pct' > 0 as is_deprived,
  coalesce(body ->> '$.figures.library_lsoa_ruc2021', '') like '%rural%' as is_rural
from records
where kind = 'community-profile' and deleted = 0 and body ->> '$.areaType' in ('county', 'catchment');

create temp table heads as
select e.id, c.value ->> '$.moment' as moment, c.value ->> '$.split' = 'age' as has_ages,
  c.value ->> '$.byAge."0-4"' as under_five,
  case c.value ->> '$.split'
    when 'none' then c.value ->> '$.total'
    else (select sum(band.value) from json_each(c.value, '$.byAge') band)
  end as people
from e, json_each(e.body, '$.counts') c
where e.kind = 'event-session'
  and coalesce(c.value ->> '$.role', 'participant') in ('participant', 'accompanying');

-- Heads count once when they were counted several times: at the fullest moment.
create temp table in_room as
select id, sum(people) as people, max(has_ages) as has_ages, sum(under_five) as under_five
from (
  select id, people, has_ages, under_five from heads where moment is null
  union all
  select id, max(people), max(has_ages), null
  from (select id, moment, sum(people) as people, max(has_ages) as has_ages from heads
        where moment is not null group by id, moment)
  group by id
)
group by id;

create temp table sess as
select * from (
  select e.id, e.scope, e.q, e.body ->> '$.presetId' as preset, e.body ->> '$.audience' as audience,
    case when in_room.people is null and e.body ->> '$.onlinePeak' is null then null
      else coalesce(in_room.people, 0) + coalesce(e.body ->> '$.onlinePeak', 0) end as came,
    coalesce(in_room.has_ages, 0) as has_ages, in_room.under_five,
    coalesce(e.body ->> '$.accompanying', 0) as accompanying,
    e.body ->> '$.firstTimers' as first_timers,
    coalesce(json_array_length(e.body, '$.targetGroupIds'), 0) as groups,
    exists (select 1 from json_each(e.body, '$.targetGroupIds') g
      where g.value in ('target-group/carers', 'target-group/disabled-people')) as is_accessible
  from e left join in_room on in_room.id = e.id
  where e.kind = 'event-session' and e.body ->> '$.heldState' = 'held' and e.body ->> '$.runBy' <> 'hired'
)
where came is null or came > 0;

create temp table little as
select scope, q,
  case when has_ages then under_five
    when came is null then null
    else max(0, came - accompanying) end as children,
  has_ages
from sess
where (has_ages and coalesce(under_five, 0) > 0) or (not has_ages and audience = '0-4');

create temp table contact as
select scope, q, body ->> '$.topic' as topic, body ->> '$.action' as action,
  body ->> '$.depth' <> 'chat-started' as is_contact
from e where kind = 'signposting-contact';

create temp table shift as
select scope, q, body ->> '$.volunteerId' as who, body ->> '$.people' * (body ->> '$.minutesEach') as minutes,
  body ->> '$.roleId' as role, coalesce(body ->> '$.isUnder25', 0) as is_young
from e where kind = 'volunteer-shift' and body ->> '$.status' <> 'no-show';

create temp table round as
select scope, q, body ->> '$.round' as code, body ->> '$.made' as made, body ->> '$.due' as due,
  body ->> '$.readers' as readers, body ->> '$.mode' in ('foot', 'cycle', 'bus', 'car-electric') as is_low
from e where kind = 'home-library-round';

create temp table help as
select scope, q, body ->> '$.people' as people, body ->> '$.result' as result, body ->> '$.task' as task
from e where kind = 'digital-help';

create temp table business as
select scope, q, body ->> '$.supportType' as type, body ->> '$.people' as people,
  coalesce(body ->> '$.pointId', scope) as point
from e where kind = 'business-support';

create temp table visit as
select scope, q, body ->> '$.pupils' as pupils,
  coalesce(body ->> '$.schoolId', lower(trim(body ->> '$.schoolName'))) as school
from e where kind = 'class-visit' and body ->> '$.direction' <> 'loan-box';

create temp table batch as
select r.scope, q.q, r.body ->> '$.birthsRegistered' as births, r.body ->> '$.cardsIssued' as issued,
  lagging.q as next_q
from records r
left join q on r.day between q.first and q.last
left join q lagging on date(r.day, '+1 year') between lagging.first and lagging.last
where r.kind = 'registration-batch' and r.deleted = 0;

create temp table agreed as
select r.scope, q.q, r.body ->> '$.subType' as type, r.body ->> '$.fundingPence' as pence,
  coalesce(r.body ->> '$.signedOn' between q.first and q.last, 0) as is_signed,
  coalesce(r.body ->> '$.reviewedOn' between q.first and q.last, 0) as is_reviewed,
  coalesce(r.body ->> '$.reviewDue' >= q.last, 0) as is_in_date
from records r cross join q
where r.kind = 'agreement' and r.deleted = 0
  and (r.body ->> '$.startsOn' is null or r.body ->> '$.startsOn' <= q.last);

-- The week that holds at each place as each quarter ends.
create temp table week as
with held as (
  select r.scope, q.q, r.body,
    row_number() over (partition by r.scope, q.q order by r.body ->> '$.fromDay' desc, r.id desc) as rank
  from records r join q on r.body ->> '$.fromDay' <= q.last
    and (r.body ->> '$.untilDay' is null or r.body ->> '$.untilDay' >= q.last)
  where r.kind = 'access-profile' and r.deleted = 0
)
select place.scope, q.q, q.days,
  case when held.body is not null
    then (select coalesce(sum(d.value), 0) from json_each(held.body, '$.staffed') d)
    else round(coalesce(place.staffed_hours, place.open_hours) * 60) end as staffed,
  case when held.body is not null
    then (select coalesce(sum(d.value), 0) from json_each(held.body, '$.unstaffed') d)
    else round(place.open_hours * 60) - round(coalesce(place.staffed_hours, place.open_hours) * 60) end as unstaffed,
  case when held.body is not null then coalesce(held.body ->> '$.hasOpenPlus', 0)
    else place.open_hours > place.staffed_hours end as has_open_plus
from place cross join q
left join held on held.scope = place.scope and held.q = q.q and held.rank = 1
where held.body is not null or place.open_hours is not null;

create temp table due as
select q.q, a.id, a.number as due, done.number as done
from (
  select r.id, r.body, (select max(q.number) from json_each(r.body, '$.quarters') j join q on q.q = j.value) as number
  from records r where r.kind = 'plan-action' and r.deleted = 0
) a
join q on a.number <= q.number
left join q done on a.body ->> '$.status' = 'done' and a.body ->> '$.doneOn' between done.first and done.last
  and a.body ->> '$.doneOn' <= q.last;

create temp table move as
select q.q,
  (select max(t.number) from json_each(m.value, '$.to') j join q t on t.q = j.value)
  - (select max(f.number) from json_each(m.value, '$.from') j join q f on f.q = j.value) as later
from records r, json_each(r.body, '$.moves') m
join q on m.value ->> '$.on' <= q.last
where r.kind = 'plan-action' and r.deleted = 0;
