-- A reason, why a listing is not shown, in words for everybody: those that are known here, and of any other at most the
-- field that it names. None of the reason's own text passes: it may quote a record, and a record may be private.
create function jatre.source_reason_public(p_reason text) returns text
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  with given as (
    select regexp_replace(p_reason, '^broken: ', '') as reason
  ),
  field as (
    select substring(reason from
      '^(?:listing\.)?(title|description|description_marks|source_category|category|subcategory|tags|keywords|occurrences?|timezone|recurrence|(?:stated_)?venue|venue_hours|'
      'organizer|price|capacity|registration_required|availability|left_out|url|ticket_url|images?|uid|has_own_id|status|provenance|startDate|endDate|eventSchedule|byDay|byMonth|byMonthDay|repeatCount|'
      'duration|DTSTART|DTEND|DURATION|RRULE|RDATE|EXRULE|EXDATE)(?=[].:[ ]|$)'
    ) as name from given
  )
  select coalesce(
    (
      select known.words
      from (values
        ('it names no date'),
        ('already over'),
        ('every date of the series is taken out by EXDATE or EXRULE'),
        ('it is marked as private (CLASS)'),
        ('it is a place: what it is like goes to its status, and it announces nothing'),
        ('the row is marked as private'),
        ('it is a draft'),
        ('it is not listed for everybody'),
        ('it is the frame around a series, whose dates are events of their own'),
        ('it is not for everybody'),
        ('the post has no text'),
        ('a job offer'), ('a look back'), ('a closure'), ('a giveaway'), ('an offer'), ('opening hours'),
        ('a menu'), ('a classified'), ('a milestone'), ('a notice'), ('a full house'), ('a release'), ('a tip'),
        ('goods for sale'), ('admissions'), ('a call for proposals'), ('a teaser'), ('a review'), ('a greeting'),
        ('it names a day, and nothing that is on then'),
        ('it reads like a notice, though it names a day'),
        ('the entry has no title'),
        ('the event has no name'),
        ('the entry has no readable start'),
        ('the entry does not end'),
        ('the entry has neither title nor link'),
        ('the entry has neither id nor link'),
        ('another entry of the feed has the same id'),
        ('the record has no id'),
        ('it has no id'),
        ('no object, where an event was expected'),
        ('the sitemap ends in the middle'),
        ('no row names the columns of a title and a date (`fields` may name them)'),
        ('robots.txt forbids to read this page'),
        ('low quality'), ('no venue and no link'), ('far in the future'), ('unusual price'),
        ('outside the area'), ('a moderated source alone lists it')
      ) as known (words)
      where known.words = given.reason
    ),
    case
      when given.reason like '%only blocks time: somebody is busy' then 'it only blocks time: somebody is busy'
      when given.reason ~ '^(bad language|looks like spam|a harmful link|others'' work): '
        then split_part(given.reason, ': ', 1)
      when given.reason like 'an edit does not fit: %' then 'an edit of it does not fit'
      when given.reason like 'not JSON%' then 'data of the page, or of one event on it, is no JSON'
      when given.reason ~ ', at most [0-9][0-9,]*$'
        then coalesce(field.name || ': longer, larger or more', 'something in it is longer, larger or more')
          || ' than is taken'
    end,
    coalesce(field.name || ' could not be read', 'a field could not be read')
  )
  from given, field
$$;
