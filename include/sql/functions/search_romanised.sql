-- Words in Devanagari, Tamil, Telugu, Kannada or Malayalam as one would write them in Latin letters, without telling
-- long vowels from short ones, nor what is breathed from what is not: `search_fold` tells neither apart in any
-- spelling. A consonant that no sign follows is spoken with an `a`. Capitals are what one letter has no other sign
-- for: C is `ch`.
create function jatre.search_romanised(p_words text) returns text
language plpgsql immutable parallel safe strict
as $$
begin
  return case when p_words ~ '[\u0900-\u0d7f]' then replace(replace(replace(
    translate(translate(translate(translate(translate(regexp_replace(
      p_words,
      '([\u0915-\u0939\u0b95-\u0bb9\u0c15-\u0c39\u0c95-\u0cb9\u0d15-\u0d39][\u093c\u0cbc]?)(?![\u093c\u093e-\u094d\u0bbe-\u0bcd\u0c3e-\u0c4d\u0cbe-\u0ccd\u0d3e-\u0d4d])',
      '\1a', 'g'
    ),
      'ँंअआइईउऊऋऍऎएऐऑऒओऔकखगघङचछजझञटठडढणतथदधनऩपफबभमयरऱलळऴवशषसहािीुूृॅॆेैॉॊोौ०१२३४५६७८९़्ःऽ', 'nnaaiiuuReeeEoooOkkggnCCjjnttddnttddnnpfbbmirrlllvssshaiiuuReeeEoooO0123456789'),
      'ஂஅஆஇஈஉஊஎஏஐஒஓஔகஙசஜஞடணதநனபமயரறலளழவஶஷஸஹாிீுூெேைொோௌ௦௧௨௩௪௫௬௭௮௯்ஃ', 'naaiiuueeEooOknCjntntnnpmirrlllvssshaiiuueeEooO0123456789'),
      'ఁంఅఆఇఈఉఊఋఎఏఐఒఓఔకఖగఘఙచఛజఝఞటఠడఢణతథదధనపఫబభమయరఱలళఴవశషసహాిీుూృెేైొోౌ౦౧౨౩౪౫౬౭౮౯఼్ఃఽ', 'nnaaiiuuReeEooOkkggnCCjjnttddnttddnpfbbmirrlllvssshaiiuuReeEooO0123456789'),
      'ಁಂಅಆಇಈಉಊಋಎಏಐಒಓಔಕಖಗಘಙಚಛಜಝಞಟಠಡಢಣತಥದಧನಪಫಬಭಮಯರಱಲಳವಶಷಸಹಾಿೀುೂೃೆೇೈೊೋೌ೦೧೨೩೪೫೬೭೮೯಼್ಃಽ', 'nnaaiiuuReeEooOkkggnCCjjnttddnttddnpfbbmirrllvssshaiiuuReeEooO0123456789'),
      'ഁംഅആഇഈഉഊഋഎഏഐഒഓഔകഖഗഘങചഛജഝഞടഠഡഢണതഥദധനഩപഫബഭമയരറലളഴവശഷസഹാിീുൂൃെേൈൊോൌ൦൧൨൩൪൫൬൭൮൯്഼ഃഽ', 'nnaaiiuuReeEooOkkggnCCjjnttddnttddnnpfbbmirrlllvssshaiiuuReeEooO0123456789'),
    'E', 'ai'), 'O', 'au'), 'R', 'ru')
  else p_words end;
end
$$;
