/** One family of promises. `says` completes "X …". */
export type Commitment = {
  pattern: RegExp;
  says: string;
  /** true where the words alone don't show that it is we who give, or that it is ours */
  needsGiver?: boolean;
  /** tested from 30 units before the words to the end of the sentence */
  not?: RegExp;
  /** the words carry their own "not", as "won't cost you anything" does */
  negates?: boolean;
  /** "your rate is locked in": the reader's, by our gift */
  owned?: boolean;
  /** the words only begin it: what is promised follows */
  open?: boolean;
};

export const B = '(?<![\\p{L}])';
export const E = '(?![\\p{L}])';
export const re = (...sources: string[]) => new RegExp(sources.join('|'), 'giu');
/** Any text of one sentence; a point inside a number goes on. */
export const gap = (most: number) => `(?:[^.!?\\n]|\\.(?=\\d)){0,${most}}?`;
const GIVEAWAY =
  /\b(?:checklist|guide|e-?book|webinar|report|template|whitepaper|white paper|resource|leitfaden|checkliste|guía|livre blanc|shipping|delivery|returns?|feel|to ask|asking)/iu;

const AMOUNT_WORDS =
  '(?:(?:a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|few|and)[ -]){1,6}';
export const MONEY = `(?:(?:[$€£¥₹₪]|R\\$|US\\$|USD|EUR|GBP|CHF) ?\\d[\\d.,]{0,15} ?(?:k|m)?${E}|\\d[\\d.,]{0,15} ?k? ?(?:[$€£₪円元]|(?:USD|EUR|GBP|CHF|euros?|dollars?|pounds|bucks|reais|kronor|kr|zł|шекел\\p{L}*|שקל(?:ים)?|ש["״]ח|دولار|درهم|ريال|يورو)${E}|万円)|${AMOUNT_WORDS}(?:dollars|euros?|pounds|bucks)${E})`;
const PER =
  "(?: ?(?:/|per|a|an|each|pro|par|por|al|a la|à|per|im|all[’']|om de|ao|für) ?(?:user|seat|month|year|site|truck|head|licen[sc]e|location|vehicle|driver|nutzer|monat|jahr|platz|lkw|fahrzeug|utilisateur|mois|an|usuario|mes|año|camión|utente|mese|anno|usuário|mês|ano|gebruiker|maand|jaar|mo|user and month)| (?:jährlich|monatlich|yearly|monthly|annually|mensuels?|annuels?|anuales|mensuales|annui|mensili|mensais|anuais))";
const PRICED =
  '(?:price|pricing|costs?|fee|quote|rate|preis|kostet|kosten|prix|tarif|coûte|coûterait|revient|precio|cuesta|costaría|prezzo|costa|costerebbe|preço|custa|custaria|prijs|kost|pris|kostar|цена|стоит|cena|السعر|מחיר)';
const BY =
  '(?:by|before|within|until|in(?: (?:under|less than|just|only|about))?|no later than|as of|from day|on the)';
const WHEN =
  '(?:\\d|(?:a|one|two|three|four|five|six|eight|ten|twelve|thirty|half) |the end|end of|(?:next|this|early|mid|late|new) |monday|tuesday|wednesday|thursday|friday|january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter|q[1-4]|year|day one|tomorrow)';
const READY =
  '(?:live|ready|done|installed|running|up and running|in production|delivered|implemented|migrated|set up|deployed|in place|onboarded|operational|integrated|connected|shipped|at your \\p{L}+|on your (?:dock|desk|site|yard)|rolled out|finished|complete[d]?)';

export const COMMITMENTS: Commitment[] = [
  {
    says: 'offers a discount',
    needsGiver: true,
    not: /\b(?:discount(?:s|ed)? (?:retail|store|super|chain|brand|airline|grocer|tire|house|codes? on your|rate code|carriers?)|days? off|time off|hours? off|off (?:the|their|your) (?:road|hands?|plate|list(?! price)|desk|dock|day|mileage|miles|trucks?|shift|planning|admin))/iu,
    pattern: re(
      `\\d{1,3}(?:[.,]\\d)? ?(?:%|percent|per cent|prozent)? ?(?:off|discount|rebate|rabatt|nachlass|de remise|de rabais|de réduction|de descuento|di sconto|de desconto|korting|rabat)${E}`,
      `${B}(?:knock|take|shave|slash|cut|drop|bring|come)(?:s|ing)? ${gap(30)}(?:off|down) (?:the|your|our|that|of the|from the|on the) (?:\\p{L}+ )?(?:price|bill|invoice|fee|rate|quote|total|list|licen[cs]e|first|annual|monthly|cost)`,
      `${B}(?:half|a third|a quarter|a fifth|two thirds|${AMOUNT_WORDS}percent) off${E}`,
      `${B}(?:discount(?:s|ed)?|rebates?|half price|special (?:price|rate|deal|offer|terms|conditions)|preferential (?:price|rate|terms)|reduced (?:price|rate|fee)|best price|lower (?:price|rate|fee)|price cut|cheaper rate|early[- ]bird|(?:half|below|under) (?:the|our|your) (?:list |current |regular )?(?:price|rate)|(?:\\d{1,3} ?% |far |well )(?:below|under|less than|cheaper than) (?:what|the|our|your)|undercut|at the (?:basic|old|lower|same|starter) price|net \\d{2,3}(?: terms)?|exclusiv(?:e|ity)(?: \\p{L}+)?|(?:double|extend|prolong)(?:ed|ing)? (?:the|your) (?:free )?(?:trial|pilot|contract|offer|deadline)|buy one,? get|(?:two|three|(?<!\\d)\\d{1,2}) for the price of|sweeten the deal|(?:meet|fit|match|work with(?:in)?) your budget|(?:flexible|move|come down|budge) on (?:the )?(?:price|pricing)|gift cards?|vouchers?|payment terms of|instal?lments|(?:defer|postpone|delay) (?:the |your )?(?:first |all )?(?:payments?|invoices?|billing)|(?:mengen|sonder|treue|neukunden)?rabatte?|nachl(?:ass|ässe)|sonderpreise?|vorzugspreis|sonderkonditionen|remises?(?: de \\d{1,3} ?%)?|rabais|réduction de prix|tarif préférentiel|descuentos?|rebaja|precio especial|scont[oi]|prezzo speciale|descontos?|preço especial|kortingen|korting|speciale prijs|скидк\\p{L}{1,3}|zniżk\\p{L}{1,2}|rabatu?|indirim)${E}(?: (?:del?|di|van|von|of) \\d{1,3} ?%)?`,
      `割引|打[一二三四五六七八九\\d.]{1,3}折|値引き?|特別価格|خصم\\p{L}{0,2}|تخفيض|חסם|הנחה|折扣|优惠|할인`,
    ),
  },
  {
    says: 'gives a guarantee',
    open: true,
    not: /\b(?:no guarantee|guaranteed? (?:slot|capacity|appointment|delivery window)s? (?:at|from) (?:walmart|target|the port|your))/iu,
    pattern: re(
      `${B}(?:(?:we|i)(?: can| will|['’]ll|['’]d| would)?(?: even| also| personally| fully)? (?:guarantee|warrant|vouch)|guaranteed (?:results?|savings?|returns?|uptime|delivery|roi|response|price|to)|(?:is|are|comes? with|with|under|including|includes) (?:fully |100 ?% )?(?:a )?(?:guaranteed?|warrant(?:y|ies))|(?:you are|you['’]re) guaranteed|our (?:\\p{L}+[ -])?(?:guarantee|warranty)|guarantee (?:you|it|that you|your)|, guaranteed|guaranteed[.!]|risk[- ]free|take (?:all )?the risk|(?:personally )?make sure you(?:['’]re| are) live|(?:wir|ich) (?:garantiere\\p{L}?|sichern ihnen zu)|(?:garantieren|versichern) wir|garantiere ich|garantiert(?:e[nrs]?)?|mit garantie|unsere garantie|nous (?:vous )?garantissons|je (?:vous )?garantis|garanti(?:e|s|es)? (?:par|à)|(?:le |les |te |os )?garanti(?:zamos|zo)|garantizado|(?:vi |le |ti )?garanti(?:amo|sco)|garantito|garantimos|garanto|garantido|(?:wij|we|ik) (?:garanderen|garandeer)|gegarandeerd|мы гарантируем|gwarantujemy|vi garanterar|vi garanterer|garanti ediyoruz)${E}`,
      `保証(?:いた|し|を|付)|お約束|نضمن|أضمن|مضمون|נתחייב|מתחייבים|אנחנו מבטיחים|אני מבטיח\\p{L}?|מובטח|אחריות מלאה`,
    ),
  },
  {
    says: 'makes a promise',
    open: true,
    pattern: re(
      `${B}(?:(?:i|we)(?: can| will|['’]ll| do)? (?:hereby )?(?:promise|pledge|undertake)|(?:that|this|it)(?:['’]s| is) (?:a|my|our) promise|(?:my|our) (?:promise|word|commitment|pledge)(?: (?:to you|is|that|on))|you have (?:my|our) word|give you (?:my|our) word|(?:you can|can) (?:count|rely) on (?:it|that|us to)|(?:we|i)(?: will|['’]ll| can| hereby)? commit (?:to|that) ${gap(80)}(?=[!?,;\\n]|\\.(?!\\d)|$| and )|we(?:['’]re| are) committed to (?:deliver|hav|get|a |an |the )${gap(60)}${B}${BY}${E}|in every contract|(?:wir|ich) verspreche\\p{L}?|versprochen|verpflichten (?:wir )?uns|wir sagen ihnen ${gap(60)}zu${E}|nous (?:vous )?promettons|je (?:vous )?promets|c['’]est promis|nous nous engageons|je m['’]engage|(?:le |les |te )?prometemos|(?:se lo |te lo )?prometo|nos comprometemos|me comprometo|(?:vi )?promettiamo|(?:glielo |te lo )?prometto|ci impegniamo(?: a \\p{L}+)?|mi impegno|(?:wij|we) beloven|(?:dat )?beloof ik|ik beloof|обещаем|обещаю|obiecuję|obiecujemy|vi lovar|jag lovar|vi lover|نعدكم|أعدك\\p{L}?|נבטיח)${E}`,
    ),
  },
  {
    says: 'promises a delivery or a date',
    not: /\b(?:slides?|notes|deck|recording|summary|agenda|an answer|draft|invite|calendar)\b/iu,
    pattern: re(
      `${B}you(?:['’]ll| will) (?:have|get|receive|see) (?:the|your|a|all)${gap(40)}${B}(?:by|before|within|no later than) ?${WHEN}`,
      `${B}(?:we|i|our \\p{L}+)(?: will|['’]ll| can| shall| would|['’]d)? (?:deliver|ship|install|implement|complete|finish|launch|integrate|go live|migrate|onboard|deploy|roll (?:it )?out|connect|respond|resolve|fix)${E}${gap(60)}${B}${BY} ?${WHEN}`,
      `${B}(?:have|get|put|be|are|go|bring|having)(?: you(?:r \\p{L}+)?| it| them| everyone| everything| the \\p{L}+| all \\p{L}+)? (?:all |fully |completely |up and )?${READY}${E}${gap(50)}${B}${BY} ?${WHEN}${gap(20)}(?=[!?,;\\n]|\\.(?!\\d)|$| and )`,
      `${B}(?:will be|['’]ll be|go(?:es)?|is|are) ${READY} ${BY} ?${WHEN}`,
      `${B}(?:ships?|will (?:ship|be out|be ready|be available|be finished|be done|go live|land|arrive)|goes live|launches|(?:set-?up|onboarding|implementation|rollout|migration) takes) (?:${BY} )?(?:only |just )?(?:the |your )?${WHEN}`,
      `${B}we(?:['’]ll| will| can) (?:build|finish|add|develop|write|configure|train|do)${E}${gap(40)}${B}(?:by|before|within|no later than) ${WHEN}`,
      `${B}(?:have|get) ${gap(30)}(?:trained|certified|live|ready|running)${E}${gap(20)}${B}${BY} ?${WHEN}`,
      `${B}(?:we|our \\p{L}+) (?:answers?|responds?|reply|replies|fix|solve|resolve)${E}${gap(30)}within ${gap(12)}(?:hours?|minutes?|day|days)${E}|${B}be (?:there|on site|with you) within ${gap(12)}(?:hours?|minutes?|days?)${E}`,
      `estar(?:á|án) list[oa]s?${E}${gap(30)}${B}(?:antes|en|el)${E}|${B}sera (?:prêt|installé|terminé|opérationnel)\\p{L}*${E}${gap(30)}${B}(?:avant|d['’]ici|sous|en|le)${E}|${B}sarà (?:pront|installat|complet)\\p{L}+${E}${gap(30)}${B}(?:entro|in|prima)${E}|${B}(?:wird|ist|sind)${gap(40)}(?:bis|in|innerhalb|vor)${gap(30)}(?:fertig|abgeschlossen|geliefert|bereit)${E}`,
      `(?:جاهز|مكتمل|سيعمل)\\p{L}{0,3} ?(?:خلال|قبل|في غضون)|(?:תסתיים|יסתיים|תהיה מוכנה|יהיה מוכן|יפעל)${gap(20)}(?:עד|תוך|בתוך|לפני)`,
      `${B}(?:our )?(?:support|team|help ?desk|engineers?|hotline|service)(?: \\p{L}+)? (?:answers?|responds?|repl(?:y|ies)|reacts?|picks? up|fix(?:es)?|solves?|resolves?|will (?:answer|respond|reply))${E}${gap(40)}${B}(?:within|in (?:under|less than)|inside) (?:\\d+|an?|one|two|three|four|five|ten|fifteen|thirty) ?\\p{L}+`,
      `${B}(?:liefern wir|wir liefern|installieren wir|wir installieren)${E}${gap(60)}${B}(?:bis|innerhalb|binnen|vor|in)${E}`,
      `${B}(?:sind sie|seid ihr|bist du|geht (?:es|alles|das system)|läuft (?:es|alles|das system))${E}${gap(50)}(?:live|produktiv|startklar|einsatzbereit)${E}`,
      `${B}(?:bis|innerhalb von|binnen|in) ${gap(30)}(?:live|produktiv|startklar|einsatzbereit|geliefert|installiert|eingeführt)${E}`,
      `${B}(?:nous (?:livrerons|livrons|déploierons|installerons)|vous serez (?:opérationnels?|en ligne|prêts?)|ce sera (?:en place|prêt))${E}${gap(60)}${B}(?:avant|d['’]ici|sous|en|dans)${E}`,
      `${B}(?:entregaremos|entregamos|instalaremos|estarán? (?:en marcha|listos?|operativos?|funcionando)|tendrán? ${gap(20)}(?:en marcha|listo|funcionando)|estar(?:á|ão) (?:no ar|prontos?|funcionando)|entregamos)${E}${gap(60)}${B}(?:antes|en|até|dentro|para|em)${E}`,
      `${B}(?:consegneremo|consegniamo|sarete operativi|sarà operativo|installeremo|sarete online)${E}${gap(60)}${B}(?:entro|in)${E}`,
      `${B}(?:(?:wij|we) leveren|(?:ben|bent|zijn|staan) (?:je|jullie|u) (?:\\p{L}+ ){0,6}(?:live|operationeel)|leveren we)${E}${gap(60)}`,
      `までに(?:納品|導入|お届け|稼働|完了|ご利用)|(?:日|週間|か月|ヶ月)以内に(?:納品|導入|お届け|稼働|完了|返信|対応)`,
      `(?:سنسلم|سنسلّم|نسلم|سيتم التسليم|سيكون جاهز)\\p{L}{0,4}|(?:נספק|נתקין|תהיו באוויר|נעלה לאוויר) ${gap(40)}(?:עד|תוך|בתוך)`,
    ),
  },
  {
    says: 'promises money back',
    not: /\brefund (?:policy|requests?|process|rate|team|queue)\b/iu,
    pattern: re(
      `${B}(?:money[- ]back|(?:ihr|dein|euer) geld zurück|(?:uw|je) geld terug|(?:su|tu|el) dinero (?:de vuelta|atrás)|your money back|(?:we|i)(?:['’]ll| will| would|['’]d| can)? (?:fully )?(?:refund|reimburse|credit you|pay you back|compensate)|refund you|(?:full|complete|100 ?%) refund(?: within \\d+ \\p{L}+)?|get a refund|(?:every|each|the last|all) (?:cent|penny|dollar|euro)${gap(20)} back|(?:get|have|give you|receive|returns?) (?:it|all of it|everything|every cent|every penny|every euro|your \\p{L}+|the (?:fee|money|full amount)) (?:all )?back|will credit you|service credits?|no cure,? no pay|geld zurück|geld-zurück\\p{L}{0,10}|bekommen sie ${gap(30)}zurück|erstatten (?:wir )?(?:ihnen|euch)?|(?:nous (?:vous )?)?rembours(?:ons|erons|é|és|ée|ement intégral)|satisfait ou remboursé|(?:le |les |te )?(?:devolvemos|devolveremos|reembolsamos|reembolsaremos)(?: (?:el|su|todo el) dinero)?|(?:devolución|reembolso) (?:íntegr\\p{L}|complet\\p{L}|total)|(?:vi |la )?rimborsiamo|(?:soddisfatti o )?rimborsat[io]|rimborso (?:completo|totale)|devolvemos (?:o|seu|todo o) dinheiro|reembolso (?:total|integral)|dinheiro de volta|(?:niet goed,? )?geld terug|вернём деньги|zwrot pieniędzy|pengarna tillbaka)${E}`,
      `返金(?:いた|し|保証)|全額返金|نعيد (?:لكم |لك |إليكم )?(?:المال|المبلغ|أموال\\p{L}*)|استرداد كامل|החזר (?:כספי|מלא)|נחזיר (?:לכם|לך)?`,
    ),
  },
  {
    says: 'promises something free of charge',
    needsGiver: true,
    negates: true,
    not: GIVEAWAY,
    pattern: re(
      `${B}(?:free (?:trial|pilot|months?|year|weeks?|days|onboarding|set-?up|migration|upgrade|licen[sc]es?|seats?|training|integration|implementation|period|access|support|workshop|proof|hardware|installation|use)|(?:months?|weeks?|days?|year|quarter|seats?) (?:are |is |for )?(?:completely |totally |entirely )?free|try (?:it|us|this|the \\p{L}+)(?: out)? (?:for )?free|free for|for free|for nothing|(?:is|are|comes?|stays?|remains?|be) (?:completely |totally |entirely )?free(?= (?:for|until|of|in|during|as)|[.,!;\\n]|$)|at no (?:extra |additional |further )?(?:cost|charge)|without (?:extra |additional )?(?:charge|cost)|free of charge|no (?:set-?up |extra |additional |onboarding )?(?:charge|fees?|costs?)|(?:is|are|goes|be|go|'s|’s) on (?:us|the house|me)|on the house|complimentary|zero cost|free until|without paying|no (?:penalty|strings)|is included|are included|we(?:['’]ll| will)? pay (?:for|the)|won['’]t pay (?:a|anything)|fee gone|no (?:le|les|te|os) cost(?:ará|aría) nada|ne vous coûte(?:ra)? rien|non (?:le|vi|ti) coster(?:à|ebbe) (?:nulla|niente)|kostet (?:sie|euch|dich) nichts|kost (?:u|je|jullie) niets|não (?:custa(?:rá)?|vai custar) nada|(?:won['’]t|will not|doesn['’]t|does not|wouldn['’]t|not going to) cost (?:you )?(?:anything|a (?:thing|cent|penny|dime|dollar))|costs? you (?:nothing|zero)|(?:you )?(?:only|don['’]t) pay (?:if|when|once|after|until|unless|anything|a cent)|pay nothing|cancel (?:at )?any ?time|no (?:commitment|lock-?in) (?:period|contract)|kostenlos\\p{L}{0,2}|kostenfrei\\p{L}{0,2}|gratis|umsonst|ohne (?:aufpreis|zusatzkosten|mehrkosten)|auf unsere kosten|geht auf uns|probemonat|monatlich kündbar|jederzeit kündbar|essai gratuit|nous vous offrons|gratuit(?:e|es|s|ement)?|offerts?|offertes?|sans frais|à nos frais|prueba gratuita|gratuit[oa]s?|sin (?:coste|costo|cargo)|corre por nuestra cuenta|invita la casa|prova gratuita|gratuitamente|senza costi|a nostre spese|a nostro carico|teste grátis|teste gratuito|grátis|sem custo|por nossa conta|proefperiode|kosteloos|zonder kosten|op onze kosten|voor onze rekening|бесплатн\\p{L}{1,3}|za darmo|bezpłatn\\p{L}{1,3}|ücretsiz|kostnadsfritt|utan kostnad|uten kostnad)${E}(?: (?:testen|nutzen|probieren|por \\d+ dias))?`,
      `無料(?:トライアル|で|お試し|体験|です|に|と|サポート)|無償|مجان(?:ي|ا|ية|ًا|اً)\\p{L}{0,2}|بدون (?:تكلفة|رسوم)|בחינם|חינם|ללא (?:עלות|תשלום)|免费|무료`,
    ),
  },
  {
    says: 'gives up a fee, holds or matches a price',
    needsGiver: true,
    negates: true,
    pattern: re(
      `${B}(?:waiv(?:e|es|ed|ing)|(?:match|beat)(?: or (?:match|beat))? (?:what(?:ever)?|any|their|your (?:current|present)|every|the)${gap(40)}(?:prices?|quotes?|offers?|rates?)|(?:absorb|cover|bear|carry|take on|pick up) (?:the|your|all|any|every)${gap(30)}(?:costs?|fees?|bill|expenses?|penalt(?:y|ies)|difference|tab|shipping)|price lock|(?:lock in|freeze|fix|hold|keep|honou?r|guarantee|lock) ${gap(30)}(?:price|rate|fee|pricing|terms|offer|quote)s?|(?:price|rate|fee|pricing)s? (?:will (?:stay|remain|not|never)|stays?|won['’]t|remains?|is (?:fixed|locked|frozen))|never (?:raise|increase)|(?:price|rate|fee)s? (?:stays?|remains?)|throw in|erlassen wir|wir erlassen|verzichten (?:wir )?auf|übernehmen (?:wir )?(?:die|alle|sämtliche) \\p{L}*kosten|preis(?:garantie|bindung)|preis bleibt|nous (?:prenons en charge|renonçons)|prix (?:bloqué|garanti|fixe)|asumimos|prix sera (?:bloqué|fixe)|precio (?:fijo|congelado)|no subirem?os|ci facciamo carico|prezzo bloccato|assumimos|preço (?:fixo|congelado)|nemen (?:wij|we) ${gap(20)}voor onze rekening|vaste prijs|prijs blijft)${E}`,
    ),
  },
  {
    says: 'promises a service level',
    needsGiver: true,
    pattern: re(
      `\\d{2}(?:[.,]\\d{1,4})? ?% (?:uptime|availability|of the time|verfügbarkeit|disponib\\p{L}{1,8}|beschikbaarheid|tilgængelighed|tillgänglighet)${E}`,
      `${B}(?:SLA of|uptime (?:of|guarantee)|an? uptime|availability of|response times? (?:of|under|below)|verfügbarkeit von|disponibilité de|disponibilidad(?:e)? del?|disponibilità del?|beschikbaarheid van)${E}${gap(20)}(?=[,;!?\\n]|\\.(?!\\d)|$| and )`,
      `稼働率|نسبة تشغيل|זמינות של`,
    ),
  },
  {
    says: 'names a price',
    needsGiver: true,
    not: /(?<!\p{L})(?:(?:you|shippers|carriers|they|teams|companies|customers|fleets|planners|drivers) (?:\p{L}+ ){0,2}(?:spend|lose|lose|offer|waste|lost|spent|raised?|invest\p{L}*|save[ds]?|cut|costs? you)(?!\p{L})(?! for (?:the|our))|round|raised?|funding|revenue|turnover|umsatz|series [a-e]|sie (?:verlieren|investieren)|perd\p{L}+|pierd\p{L}+|perdete)/iu,
    pattern: re(
      `${B}(?:our|the|this|a|total|annual|monthly|list|it|that|which|plan|pilot|licen[sc]e|seats?|licen[cs]es?|package|we|i|you|pay|come down|everything|all of it|all) ?(?:whole |full |first |complete )?(?:price|plan|fee|package|licen[sc]es?|subscription|pilot|cost|pricing|seats?|year|set-?up|onboarding)?${gap(50)}${B}(?:costs?|is|are|['’]s|starts? (?:at|from)|would be|will be|comes? to|runs|at|from|for|to|do|offer|charge|pay|only|make it)${E} (?:you |it |this |only |just |about |around |roughly |a flat )?${MONEY}(?:${PER}|(?: for| all| in| flat| plus| excl)${gap(20)})?`,
      `${B}${PRICED}${E}${gap(50)}${MONEY}(?:${PER})?`,
      `${MONEY}${PER}${E}`,
      `${B}(?:für|danach|nur|ab|pour|à|soit|seulement|por|en|desde|solo|sólo|per|a|da|solo|voor|vanaf|slechts|för|från|за) (?:nur |seulement |sólo |solo |slechts )?${MONEY}(?:${PER})?`,
      `(?:月額|年額|料金|価格|費用)[^。\\n]{0,12}\\d[\\d,]{0,12} ?万?円|\\d[\\d,]{0,12} ?万?円(?:で|から|/月|／月|となり|です)`,
      `(?:ב|מ)-?${MONEY}|(?:مقابل|بسعر|بـ) ?${MONEY}`,
    ),
  },
  {
    // nobody but a seller prices by the seat
    says: 'names a price',
    not: /(?<!\p{L})(?:(?:you|they|shippers|carriers|companies|customers) (?:\p{L}+ ){0,2}(?:spend|pay|lose|waste|lost|spent|save)|costs? (?:carriers|shippers|you)|charge[sd]? you|wage|salary|rent|insurance|detention)(?!\p{L})/iu,
    pattern: re(
      `${MONEY} ?(?:/ ?|per |pro |par |por )\\p{L}{2,14}(?:(?: ?/ ?| per | a | and | und | pro | par | por | al | im )\\p{L}{2,10})?${E}`,
      `${MONEY} ?(?:/|per|a|each|pro|par|por|al|à|per|im) ?(?:user|seat|month|licen[sc]e|nutzer|monat|platz|utilisateur|mois|usuario|mes|utente|mese|usuário|mês|gebruiker|maand|mo)${E}`,
    ),
  },
];
