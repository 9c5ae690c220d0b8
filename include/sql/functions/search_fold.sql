-- The words of a text as a search compares them: spellings of a word that are heard alike come to one key, whatever its
-- script. Applied to what is stored and to what is typed, to a text or to its words joined by blanks; a word stays one.
create function jatre.search_fold(p_text text) returns text
language plpgsql immutable parallel safe strict
as $$
declare
  v_words text := ' ' || jatre.search_romanised(jatre.search_plain(p_text)) || ' ';
begin
  -- what is heard otherwise than it is written; C is `ch`, until `c` is gone
  v_words := replace(replace(replace(replace(v_words, 'igh', 'ai'), 'tion', 'son'), 'sion', 'son'), 'qu', 'kv');
  v_words := replace(replace(replace(replace(v_words, 'tch', 'C'), 'ch', 'C'), 'Ch', 'C'), 'ck', 'k');
  v_words := replace(replace(replace(replace(replace(v_words, 'ce', 'se'), 'ci', 'si'), 'cy', 'si'), 'ph', 'f'), 'x', 'ks');
  v_words := replace(replace(replace(v_words, 'wh', 'w'), ' yu', ' u'), ' ye', ' e');
  if position('w' in v_words) > 0 then
    v_words := regexp_replace(v_words, '(?<=[aeo])w(?![aeiou])', '', 'g');
  end if;
  -- what is breathed, and long
  v_words := replace(replace(replace(replace(v_words, 'bh', 'b'), 'dh', 'd'), 'gh', 'g'), 'jh', 'j');
  v_words := replace(replace(replace(replace(replace(v_words, 'kh', 'k'), 'sh', 's'), 'th', 't'), 'ee', 'i'), 'oo', 'u');
  v_words := translate(v_words, 'cqwzyC', 'kkvjic');
  -- one letter for two, without a reference back, which takes a hundred times as long, and without a loop, whose steps
  -- take longer than what they do
  while v_words ~ 'aa|bb|cc|dd|ee|ff|gg|hh|ii|jj|kk|ll|mm|nn|oo|pp|rr|ss|tt|uu|vv' loop
    v_words := replace(replace(replace(replace(replace(replace(replace(v_words,
      'aa', 'a'), 'bb', 'b'), 'cc', 'c'), 'dd', 'd'), 'ee', 'e'), 'ff', 'f'), 'gg', 'g');
    v_words := replace(replace(replace(replace(replace(replace(replace(v_words,
      'hh', 'h'), 'ii', 'i'), 'jj', 'j'), 'kk', 'k'), 'll', 'l'), 'mm', 'm'), 'nn', 'n');
    v_words := replace(replace(replace(replace(replace(replace(replace(v_words,
      'oo', 'o'), 'pp', 'p'), 'rr', 'r'), 'ss', 's'), 'tt', 't'), 'uu', 'u'), 'vv', 'v');
  end loop;
  v_words := replace(replace(v_words, 'np', 'mp'), 'nb', 'mb');
  -- an `a` or `am` at the end of Indian words comes and goes
  return trim(regexp_replace(replace(v_words, 'iam ', 'i '), '([a-z]{3})a(?= )', '\1', 'g'));
end
$$;
