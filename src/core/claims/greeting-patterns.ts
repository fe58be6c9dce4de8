// The shapes of a first line that greets: by itself, behind a phrase, by title, in other scripts.
import { OPENING_WORDS } from './greeting-words.ts';

export const ONE = "\\p{Lu}[\\p{L}\\p{M}'’-]{0,20}(?: \\p{Lu}[\\p{L}\\p{M}'’-]{1,20})?";
/** After a comma: another name, and then an end, not a sentence ("Hi Dana, Tom here"). */
export const NEXT = new RegExp(
  `^, ?(${ONE})\\s{0,3}(?:[,!.:;–—-]|$|(?:and|und|et|y|e|en|och|og) \\p{Lu})`,
  'u',
);
export const goesOn = (rest: string): boolean => {
  const name = NEXT.exec(rest)?.[1];
  return name !== undefined && !OPENING_WORDS.test(name);
};

/** "Hi, Imani from Northwind here": the sender names themselves. */
export const INTRODUCES =
  /^\p{Lu}\p{L}{1,20}(?: \p{Lu}\p{L}{1,20})? (?:here(?!\p{L})|from \p{Lu}|speaking|writing|hier(?!\p{L})|von \p{Lu})/u;

/** "Marcus, quick one", "Tom:": only a common given name is surely one here. */
export const VOCATIVE = /^[^\p{L}\p{N}\n]{0,8}(\p{Lu}\p{L}{1,20})(?:[,:!]| ?[-–—] )/u;

/** A mail that opens with a phrase and the name behind it: "Happy Monday, Gwen!", "Sorry for the delay, Ben - …". */
export const PHRASE = new RegExp(
  `^[ \\t>]{0,4}[\\p{L}'’ ]{3,70}, (${ONE})\\s{0,3}(?:[,!.?;:–—]|- |-$|$)`,
  'u',
);

/** "Thanks Ana –", "Happy Friday Carla!": the name right behind the phrase. */
export const AFTER_PHRASE = new RegExp(
  `^[^\\p{L}\\p{N}\\n]{0,8}(?:(?:[Mm]any |[Bb]ig )?(?:[Tt]hanks|THANKS|[Tt]hank you|[Cc]ongrats|[Cc]ongratulations|[Cc]heers|[Ss]orry|[Aa]pologies)(?: again| so much)?|[Hh]appy (?:\\p{L}{3,10}day|New Year|new year|holidays)|[Ww]elcome(?: back| aboard)?|[Ff]ollowing up|[Qq]uick (?:one|question|note)|Danke|Merci|Gracias|Grazie|Obrigad[oa]|Bedankt) (${ONE})\\s{0,3}(?:[,!.:;–—]|- |-$|$)`,
  'u',
);
/** "Mr. Simmons," without any word before. */
export const TITLED = new RegExp(
  `^[^\\p{L}\\p{N}\\n]{0,8}(?:M[rs]s?|Miss|Dr|Prof|Herr|Frau|Mme|Monsieur|Madame|Sra?|Señora?|Sig|Signora?|Dott|Mevrouw|Dhr|Mevr)\\.? (?:Dr\\.? )?(${ONE})\\s{0,3}[,:!–—]`,
  'u',
);
/** "It was good to meet you, Andrew." */
export const SAID_TO = new RegExp(
  `^[^\\n]{3,80}(?:you|well|again|week|weekend|day|yesterday|today|time|soon|one|touch|minute|this|back|help|call|chat|reply|note),? (${ONE})\\s{0,3}(?:[!?…]|\\.(?:\\s|$)|$)`,
  'u',
);

export const JAPANESE =
  /^[ \u3000]{0,4}(?:(?:こんにちは|おはようございます|はじめまして|拝啓)[、。,! ]{0,2})?([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々\p{L} \u3000]{1,24}?)[ \u3000]?(?:(?:部長|課長|社長|店長|係長|専務|常務|取締役)(?:様|殿)?|様|さま|さん|殿|先生)(?:[、,。 \u3000]|$)/u;
export const JAPANESE_NOBODY = /担当|皆|みな|お客|各位|関係者|ご一同|御中|責任者|読者/u;
export const CHINESE =
  /^[ \u3000]{0,4}(?:尊敬的|亲爱的)?(\p{Script=Han}{1,4}?)(?:(?:先生|女士|总|经理|小姐|老师)?[,， ]?(?:您好|你好)|(?:先生|女士|总|经理|小姐|老师)[,，:：])/u;
export const KOREAN =
  /^[ \u3000]{0,4}(?:안녕하세요,? ?)?(\p{Script=Hangul}{2,4})(?: ?(?:대표|부장|과장|팀장|매니저|이사))? ?님/u;
