-- The words of a text in small letters, one blank between them: without accents, apostrophes and signs, in the script
-- in which they are written.
create function jatre.search_plain(p_text text) returns text
language plpgsql immutable parallel safe strict
as $$
begin
  return trim(regexp_replace(
    case when p_text ~ '[^\u0001-\u007f]' then
      regexp_replace(
        -- put together again what the first step took apart of Indic vowels
        normalize(regexp_replace(normalize(lower(p_text), nfkd), '[\u0300-\u036f\u200b-\u200d\ufe0f''’‘`]', '', 'g'), nfc),
        '[\u00a0-\u00bf\u2000-\u2bff\u3000-\u303f\u0964\u0965\U0001f000-\U0001faff]+', ' ', 'g'
      )
    else translate(lower(p_text), '''`', '') end,
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007f]+', ' ', 'g'
  ));
end
$$;
