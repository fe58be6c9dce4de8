/** One family of promises. `says` completes "X …". */
export type Commitment = {
  pattern: RegExp;
  says: string;
  /** true where the words alone don't show that it is we who give */
  needsGiver?: boolean;
  /** tested from 30 units before the words to the end of the sentence */
  not?: RegExp;
};

/** Somebody on our side gives, or the reader receives from us. */
export const GIVER =
  /(?<![\p{L}])(?:we|we['’](?:ll|d|re)|i|i['’](?:ll|d|m)|let me|our|us|you get|you['’](?:ll|d)|you (?:would|will|can|have|receive)|get|offer|happy to|able to|wir|ich|unser\p{L}*|biete\p{L}*|sie (?:können|erhalten|bekommen|testen|sparen)|du kannst|ihr könnt|nous|je|notre|on vous|vous (?:bénéficiez|pouvez|aurez|obtenez|recevez)|profitez|ofrecemos|ofrezco|damos|podemos|puedo|hacemos|haremos|nuestr\p{L}*|le (?:doy|damos|ofre\p{L}+)|tendr[áa]\p{L}*|obtien\p{L}+|possiamo|posso|offriamo|offro|facciamo|nostr\p{L}*|avrete|avrà|può|potete|consigo|oferecemos|ofereço|temos|nosso|nossa|dou|vocês (?:têm|terão|ganham)|ik|wij|jullie (?:krijgen|kunnen)|u (?:krijgt|kunt)|onze|ons|krijg\p{L}*|نقدم|نمنح|سنقدم|لكم|تحصل\p{L}*|نوفر|אנחנו|נשמח|נציע|ניתן|אתן|תקבלו|לתת לכם|לכם|мы|я|наш\p{L}*|вы получите|oferujemy|dajemy|możemy|mogę|vi|jag|ger|erbjuder|sunuyoruz|veriyoruz)(?![\p{L}])|いたします|します|させていただ|ご提供|いただけ|承り|できます/iu;

/** Just before the words: then it is theirs, or somebody else's. */
export const READERS =
  /(?<![\p{L}])(?:your|their|its|his|her|you (?:offer|give|run|have|charge|do|advertise|guarantee)|customers (?:get|have|receive|expect)|carriers?|shippers|competitors|ihre?[nrms]?|eure?[nrms]?|votre|vos|leurs?|sus?|tus?|vuestr\p{L}+|vostr\p{L}+|suoi?|sua|seus?|suas?|jullie|uw|hun)(?![\p{L}])[^,.;:]{0,14}$|(?:御社|貴社|שלכם)[^、。]{0,10}$/iu;

export const NEGATED_BEFORE =
  /(?:(?<![\p{L}])(?:can['’]?t|cannot|can not|don['’]t|do not|doesn['’]t|won['’]t|will not|wouldn['’]t|couldn['’]t|not|never|no|without|nor|nobody|hardly|kein\p{L}*|nicht|nie|leider|ne|n['’]|rien|pas|aucun\p{L}*|no podemos|nunca|sin|non|nessun\p{L}*|senza|não|nao|sem|geen|niet|nooit|не|нет|без|nie|inte|ingen|לא|אין|لا|لن|ليس)(?![\p{L}])|n['’]t(?![\p{L}]))[^,.;:]{0,30}$/iu;
export const NEGATED_AFTER =
  /^[^,.;]{0,50}(?<![\p{L}])(?:nicht|leider|niet|pas (?:possible|encore)|is not|isn['’]t)(?![\p{L}])|^.{0,20}(?:できません|いたしかねます|しかねます|ありません|ません)|^[^,.;]{0,20}(?:אי אפשר)/iu;

const B = '(?<![\\p{L}])';
const E = '(?![\\p{L}])';
const re = (source: string, flags = 'giu') => new RegExp(source, flags);
const GIVEAWAY =
  /\b(?:checklist|guide|e-?book|webinar|report|template|whitepaper|white paper|resource|leitfaden|checkliste|guía|livre blanc)/iu;

const MONEY =
  '(?:(?:[$€£¥₹₪]|R\\$|US\\$|USD|EUR|GBP|CHF) ?\\d[\\d.,]{0,15} ?(?:k|m)?|\\d[\\d.,]{0,15} ?(?:[$€£₪円元]|USD|EUR|GBP|CHF|euros?|dollars?))';
const PER =
  '(?: ?(?:/|per|a|an|each|pro|par|por|al|a la|à|per|im|im Monat|/ ?)) ?(?:user|seat|month|year|site|truck|head|licen[sc]e|location|nutzer|monat|jahr|platz|utilisateur|mois|an|usuario|mes|año|utente|mese|anno|usuário|mês|ano|gebruiker|maand|jaar|mo)';

export const COMMITMENTS: Commitment[] = [
  {
    says: 'offers a discount',
    needsGiver: true,
    not: /\bdiscount (?:retail|store|super|chain|brand|airline|grocer|tire|codes? on your)/iu,
    pattern: re(
      `\\d{1,3}(?:[.,]\\d)? ?%? ?(?:off|discount|rabatt|nachlass|de remise|de rabais|de réduction|de descuento|di sconto|de desconto|korting)${E}|${B}(?:discount(?:ed)?|half price|half off|special price|reduced price|price cut|(?:mengen|sonder)?rabatt|nachlass|sonderpreis|sonderkonditionen|remise(?: de \\d{1,3} ?%)?|rabais|réduction de prix|descuento|sconto|desconto|korting|скидк\\p{L}{1,3}|zniżk\\p{L}{1,2}|rabatu?|indirim)${E}|割引|値引き?|خصم|חסם|הנחה|折扣|할인`,
    ),
  },
  {
    says: 'gives a guarantee',
    pattern: re(
      `${B}(?:(?:we|i)(?: can| will|['’]ll|['’]d)?(?: even| also| personally)? guarantee|guaranteed (?:results?|savings?|returns?|uptime|delivery)|our guarantee|(?:wir|ich) (?:garantiere\\p{L}?|sichern ihnen zu)|garantieren wir|garantiere ich|nous (?:vous )?garantissons|je (?:vous )?garantis|(?:le |les |te )?garanti(?:zamos|zo)|(?:vi |le )?garanti(?:amo|sco)|garantimos|garanto|(?:wij|we) garanderen|ik garandeer|мы гарантируем|gwarantujemy|vi garanterar|garanti ediyoruz)${E}|保証(?:いた|し|を)|お約束|نضمن|أضمن|נתחייב|מתחייבים|אנחנו מבטיחים|מובטח`,
    ),
  },
  {
    says: 'makes a promise',
    pattern: re(
      `${B}(?:(?:i|we)(?: can| will|['’]ll)? promise|you have (?:my|our) word|(?:we|i) commit (?:to|that)[^.!?\\n]{0,60}|(?:wir|ich) verspreche\\p{L}?|nous (?:vous )?promettons|je (?:vous )?promets|nous nous engageons|(?:le |les )?prometemos|nos comprometemos|(?:vi )?promettiamo|ci impegniamo|wij beloven|ik beloof|обещаем|обещаю)${E}`,
    ),
  },
  {
    says: 'promises a delivery or a date',
    pattern: re(
      `${B}(?:we|i)(?: will|['’]ll| can| shall)? (?:deliver|ship|install|implement|complete|finish|launch|integrate|have you live|get you live|have it live|go live|migrate|onboard you)${E}[^.!?\\n]{0,60}?${B}(?:by|before|within|until|in (?:under|less than)|no later than)${E}|${B}(?:liefern wir|wir liefern)${E}[^.!?\\n]{0,60}?${B}(?:bis|innerhalb|binnen|vor)${E}|${B}nous (?:livrerons|livrons|déploierons|installerons)${E}[^.!?\\n]{0,60}?${B}(?:avant|d['’]ici|sous|en)${E}|${B}(?:entregaremos|entregamos|instalaremos)${E}[^.!?\\n]{0,60}?${B}(?:antes|en|até|dentro)${E}|${B}(?:consegneremo|consegniamo)${E}[^.!?\\n]{0,60}?${B}entro${E}|${B}(?:wij|we) leveren${E}[^.!?\\n]{0,60}?${B}(?:voor|binnen)${E}|までに(?:納品|導入|お届け)`,
    ),
  },
  {
    says: 'promises money back',
    pattern: re(
      `${B}(?:money[- ]back|your money back|(?:we|i)(?:['’]ll| will| would|['’]d)? refund|refund you|full refund|get a refund|geld zurück|geld-zurück\\p{L}{0,10}|erstatten (?:wir )?ihnen|(?:nous vous )?rembours(?:ons|erons)|satisfait ou remboursé|(?:le |les )?(?:devolvemos|devolveremos|reembolsamos|reembolsaremos)(?: (?:el|su) dinero)?|(?:vi )?rimborsiamo|rimborso completo|devolvemos o dinheiro|geld terug)${E}|返金(?:いた|し)|نعيد (?:لكم )?المال|החזר כספי`,
    ),
  },
  {
    says: 'promises something free of charge',
    needsGiver: true,
    not: GIVEAWAY,
    pattern: re(
      `${B}(?:free (?:trial|pilot|month|months|year|onboarding|setup|migration|upgrade|licen[sc]es?)|(?:months?|weeks?|days?|year) (?:for )?free|try (?:it|us|this|the product)(?: out)? (?:for )?free|free for|for free|at no (?:extra |additional )?(?:cost|charge)|free of charge|no charge|on the house|kostenlos|kostenfrei|gratis|probemonat|essai gratuit|gratuit(?:e|ement)?|offerts?|prueba gratuita|prova gratuita|gratuitamente|teste grátis|teste gratuito|grátis|proefperiode|бесплатн\\p{L}{1,3}|za darmo|bezpłatn\\p{L}{1,3}|ücretsiz)${E}|無料(?:トライアル|で|お試し)|مجان(?:ي|ا|ية)|בחינם|ללא עלות`,
    ),
  },
  {
    says: 'gives up a fee or matches a price',
    needsGiver: true,
    pattern: re(
      `${B}(?:waive|(?:match|beat)(?: or (?:match|beat))? (?:any|their|your (?:current|present)|every|the)[^.!?\\n]{0,40}?(?:price|quote|offer|rate)|erlassen wir|wir erlassen|verzichten auf die|price lock|lock in (?:the|this|your) (?:price|rate))${E}`,
    ),
  },
  {
    says: 'promises a service level',
    needsGiver: true,
    pattern: re(
      `\\d{2}(?:[.,]\\d{1,4})? ?% (?:uptime|availability|verfügbarkeit|disponib\\p{L}{1,8}|beschikbaarheid)${E}|${B}(?:SLA of|uptime of|uptime guarantee|verfügbarkeit von|disponibilité de|disponibilidad del?)${E}|稼働率`,
    ),
  },
  {
    says: 'names a price',
    not: /\b(?:you|shippers|carriers|they|teams|companies|customers) (?:\p{L}+ )?(?:spend|pay|lose|offer|waste|lost|spent)\b/iu,
    needsGiver: false,
    pattern: re(
      `${B}(?:our|the|this|a|total|annual|monthly|list|it|that|which|plan|pilot|licen[sc]e) ?(?:price|plan|fee|package|licen[sc]e|subscription|pilot|cost|pricing)?[^.!?\\n]{0,50}?${B}(?:costs?|is|starts? (?:at|from)|would be|will be|comes to|runs|at|from)${E} (?:only |just |about )?${MONEY}(?:${PER}|(?=[^.!?\\n]{0,20}(?:price|plan|licen|per|a year|a month)))|${B}(?:price|pricing|costs?|fee|quote|preis|kostet|kosten|prix|coûte|precio|cuesta|prezzo|costa|preço|custa|prijs)${E}[^.!?\\n]{0,50}?${MONEY}(?:${PER})?|${MONEY}${PER}${E}(?=[^.!?\\n]{0,40}(?:plan|price|licen|subscription|billed))|(?:月額|料金|価格)[^。\\n]{0,12}\\d[\\d,]{0,12} ?円`,
    ),
  },
];
