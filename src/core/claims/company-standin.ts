// A mail that never names its reader's company, and names one other: that one stands in its place,
// unless the words around it say whose it is. This is what a role's list of phrasings can't hold.
import { isGivenName } from './proper-names.ts';

/** Words that no company's name holds: pronouns of politeness, feasts, jobs, public places. */
const NO_NAME =
  /(?<!\p{L})(?:Sie|Ihr|Ihre\p{L}?|Ihnen|I|You|We|They|He|She|It|Usted(?:es)?|Lei|Vous|Christmas|Easter|New Year|Thanksgiving|Herzliche\p{L}{0,2}|Viele\p{L}?|Schöne\p{L}|Beste\p{L}?|Glückwunsch|Grüße|Dank|Weihnachten|Noël|Navidad|Natale|Natal)(?!\p{L})|(?:Manager|Director|Officer|Assistant|Engineer|Analyst|Planner|Dispatcher|Driver|Coordinator|Supervisor|Specialist|Leiter(?:in)?|Square|City|Park|Learning|Intelligence|Data|Management|Planning)$|^(?:Puerto|Porto|Port|Hafen|Aeropuerto|Aeroporto|Aéroport|Raum|Stadt|Land|Camera|Cámara|Chambre|Chamber|Ministr\p{L}{1,4}|Universi\p{L}{2,5}|University|Route|State|County|Bad|San|Santa|Saint|St)(?!\p{L})/u;

/** Names whose form alone says organisation: two words or more, "DataMoor", "Smith & Sons", "Volt AG". */
export function looksLikeCompany(name: string): boolean {
  const words = name.split(' ');
  if (NO_NAME.test(name) || words.some((word) => isGivenName(word))) return false;
  const proper = words.filter((word) => /^\p{Lu}[\p{L}\p{M}\p{N}'’&-]*\p{Ll}/u.test(word));
  return (
    proper.length >= 2 || (words.length === 1 && /^\p{Lu}\p{Ll}{2,}\p{Lu}\p{Ll}{2,}/u.test(name))
  );
}

/** Up to the name: it is a source, a tool, a place, a comparison, a part of a list, somebody's employer. */
const NOT_BEFORE =
  /(?<!\p{L})(?:from|via|by|on|onto|in|into|near|than|like|unlike|such as|including|among|between|against|and|or|as|since|before|after|through|using|via|called|named|titled|formerly|ex|our|my|his|her|their|its|another|other|an?|this|that|these|both|per|under|over|behind|across|next to|called|around|use|uses|using|used|run|runs|on top of|von|aus|auf|in|im|über|mit|wie|und|oder|unser\p{L}*|mein\p{L}*|ein\p{L}*|vom|zum|zur|nach|Herrn?|Frau|comme|sur|dans|par|avec|et|ou|notre|nos|mon|un|une|depuis|como|con|por|y|o|nuestr\p{L}*|mi|un|una|sobre|come|con|su|dal?|dalla|e|il|la|nostr\p{L}*|mio|noss\p{L}*|meu|com|pelo|pela|em|ons|onze|van|uit|via|zoals|met|en|of|een|z|ze|jak|dla|nasz\p{L}*|som|från|vår\p{L}*) (?:the |der |die |dem |den |das |le |la |les |el |il |o |a |de |het )?$|[/&+] $|\d $|[“"«„]$/iu;
/** Behind the name: what it did with us, or what makes it a product, an event, a person, a list. */
const NOT_AFTER =
  /^(?:,? (?:and|or|und|oder|et|ou|y|o|e|en|of|i) \p{Lu}|[,/&+] ?\p{Lu}|,? (?:is |was |are )?(?:one of|an?|our|my|the|who|which|where|whose|among)\b|['’]s? (?:\p{L}{1,14} ){0,4}(?:told|said|asked|wrote|gave)| (?:conference|expo|summit|fair|awards?|report|study|survey|index|act|rules?|law|season|time|train|station|airport|street|road|podcast|magazine|certified|certification|licen[cs]es?|presses|machines?|trucks?|engines?|connector|integration|plug-?in|API|export|standard|method)\b| (?:told|said|asked|wrote|gave|introduced|mentioned|suggested|recommended|cut|saved|reduced|switched|moved|signed|uses?|used|went|did|does|charges?|sells?|opened|published|reports?|reported|announced|raised|lost|won|bakes|locks?|lowered|now gives)\b|[”"»“])/u;
/** In the sentence: it is about our customers, rivals, the press, a past job, or the reader's own dealings. */
const NOT_IN =
  /\b(?:with us|our (?:\p{L}{2,14} )?(?:customers?|clients?|users?|partners?|investors?|competitors?|colleagues?)|customers? of ours|client of ours|case study|we (?:helped|worked|work|served)|one of (?:ours|your)|used to|my (?:last|former|previous|old) (?:job|employer|company)|I (?:worked|spent|was)|rivals?|competitors?|competes?|the press|compare (?:you|\p{Lu})|your (?:customers?|clients?|suppliers?|vendors?|bank|insurer|landlord|partner|provider|carrier|tool|system|neighbou?r)s?,?)\b|(?<!\p{L})(?:bei uns|mit uns|mit unser\p{L}*|unsere? Kund\p{L}+|früher|avec nous|chez nous|nos clients|con nosotros|nuestros clientes|con noi|nostri clienti|conosco|nossos clientes|met ons|bij ons|onze klanten|z nami|z naszego|naszych)(?!\p{L})/iu;

/** A comma before it joins a list, unless a verb makes the name the subject of what follows. */
const LISTED = /, $/;
const SUBJECT =
  /^ (?:is|has|are|must|could|would|can|will|should|may|might|does|needs?|deserves?|seems|looks)(?!\p{L})/u;

export type Standing = { before: string; after: string; sentence: string };

/** Whether a name in this place can be read as the reader's company, there being no other. */
export const mayStandIn = ({ before, after, sentence }: Standing): boolean =>
  !NOT_BEFORE.test(before) &&
  (!LISTED.test(before) || SUBJECT.test(after)) &&
  !NOT_AFTER.test(after) &&
  !NOT_IN.test(sentence);
