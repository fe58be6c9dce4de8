import { B, type Commitment, E, gap, MONEY, re } from './commitment-patterns.ts';

const WE =
  "(?:we|i)(?:['’]ll| will| can| would|['’]d|['’]re happy to|['’]m happy to| are happy to| do)?";

/** Promises that name no price: results, legal terms, credits, a way out of the contract. */
export const TERMS: readonly Commitment[] = [
  {
    says: 'promises a result',
    not: /\b(?:save (?:this|the date|yourself)|cut (?:to the chase|it short)|gain access)\b/iu,
    pattern: re(
      `${B}(?:you|your (?:team|company|planners?|dispatchers?|drivers))(?:['’]ll| will| are going to) (?:definitely |certainly |surely |easily |also )?(?:save|recover|recoup|cut|reduce|double|halve|earn (?:back|at)|break even|make (?:it|your money|the money)|pay (?:less|nothing)|see (?:an? )?(?:full |positive |clear |real )?(?:roi|returns?(?! on your)|payback|savings|a \\d{1,9}|\\d{1,9}))${E}`,
      `${B}we(?:['’]ll| will| are going to|['’]re going to) (?:save you|cut (?:your|that|costs?)|reduce your|double your|halve your|increase your|boost your|lower your|raise your|bring down your|get you \\d{1,9})${E}`,
      `${B}(?:it|this|that|the (?:planner|software|platform|tool|pilot|system)|our \\p{L}+) (?:will|['’]ll) (?:pay for itself|save you|cut your|reduce your|double your|halve your|pay back)${E}`,
      `${B}pays? for itself (?:in|within)${E}`,
      `${B}(?:sie (?:werden )?(?:sparen |einsparen )?(?:garantiert|mindestens|bis zu) \\d|sie werden ${gap(40)}(?:sparen|einsparen)|vous (?:économiserez|gagnerez)|(?:le|les) (?:ahorraremos|haremos ahorrar)|ahorrar(?:á|án|éis)|risparmier(?:ete|à|ai)|(?:vai|vão|irá|irão) economizar|economizar(?:á|ão)|(?:u|je|jullie) (?:gaat|gaan|zult|zullen) ${gap(30)}besparen)${E}`,
      `${B}ستوفر(?:ون)?${E}|${B}(?:תחסכו|תחסוך|תחסכי)${E}|削減できます|節約できます`,
    ),
  },
  {
    says: 'promises something free of charge',
    needsGiver: true,
    pattern: re(
      `${B}free (?:\\p{L}{3,12} )(?:access|trial|pilot|support|training|onboarding|upgrade|set-?up|migration|licen[sc]es?|seats?)${E}`,
      `${B}(?:abonnement|contrat|offre)${gap(20)} sans engagement${E}|${B}sans engagement de durée${E}|${B}(?:ohne (?:vertragsbindung|mindestlaufzeit)|sin permanencia|senza vincol[io] di durata|sem fidelidade)${E}`,
    ),
  },
  {
    says: 'promises terms of ours',
    not: /\b(?:your (?:customers|shippers|clients)|detention)\b/iu,
    pattern: re(
      `${B}(?:we|i)(?: can| could|['’]d|['’]ll| will|['’]m authori[sz]ed to)? (?:go|come|get) (?:down to|as low as|to) \\d`,
      `${B}(?:you|your \\p{L}{2,14})(?:['’]ll| will)? (?:won['’]t|don['’]t|do not|will not|not|never) (?:have to )?pay(?: a (?:cent|penny|dime)| anything| for| until| unless|[.!])`,
      `${B}(?:consider|count|call) ${gap(30)}(?:cancell?ed|waived|settled|covered|gone|done deal)${E}`,
      `${B}(?:will|won['’]t|would|does) (?:not |never )?(?:exceed|cost (?:you )?(?:more|less) than|go (?:over|above|beyond)) (?:${MONEY}|\\d)`,
      `${B}our (?:prices?|rates?|fees?|pricing) (?:is|are|will be|beats?) (?:the )?(?:lowest|best|cheapest|unbeatable|lower|anyone|any)${E}`,
      `${B}you have (?:\\d{1,3}|thirty|sixty|ninety) days to (?:return|cancel|change your mind|decide|try)${E}`,
      `${B}(?:you can |you should |you may )?expect (?:an? |to (?:save|cut|reduce|see) (?:an? )?)\\d{1,9}(?:[.,]\\d)? ?%`,
      `${B}(?:rest assured|count on it|mark my words|you can be sure|put (?:that|it|this) in writing|in writing)${E}`,
      `${B}(?:this|the|our) (?:offer|deal|price|discount|quote|rate|promotion) (?:ends|expires|is (?:valid|good|open)|runs out|runs until|stands until|holds)${E}`,
      `${B}(?:pricing|prices|plans|packages|seats|licen[sc]es|subscriptions?) (?:starts?|begins?|start out) (?:at|from) (?:${MONEY}|\\d)`,
      `${B}(?:(?:\\d{1,2}|one|two|three|five)[- ](?:year|month)|lifetime|full|extended) (?:warranty|guarantee)${E}`,
      `${B}we(?:['’]ll| will|['’]d)? (?:have|send|put|get) (?:someone|somebody|an engineer|a technician|a team) ${gap(30)}within${E}`,
      `${B}(?:we|i)(?:['’]ll|['’]d| will| would) (?:have|get) ${gap(20)}(?:up and running|live|installed|in production)(?: ${gap(12)})?(?:before|by|within|in)${E}`,
      `${B}(?:delivery|set-?up|installation|onboarding|roll-?out|go-live|implementation) (?:in|within|takes) (?:only |just |under )?(?:\\d{1,3}|an?|one|two|three|four|five|six|ten)${E}`,
    ),
  },
  {
    says: 'gives a guarantee',
    pattern: re(
      `${B}(?:mit|avec|con|com|met) (?:einer |une |la |uma |een )?(?:\\p{L}{3,14} )?(?:garantie|garantía|garanzia|garantia)${E}|${B}\\p{L}{3,14}-?(?:garantie|garanti)${E}|${B}(?:garantía|garantie|garanzia|garantia) (?:de|di|von|van|auf) `,
      `${B}(?:نلتزم|نتعهد|ضمان)${E}|${B}(?:אנו מתחייבים|אנחנו מתחייבים|מתחייב|על חשבוננו|מחיר מיוחד)${E}|半額|値下げ|\\d ?[%％]オフ|ご請求(?:いた)?しません|سعر خاص|دون مقابل`,
    ),
  },
  {
    says: 'accepts a legal term',
    pattern: re(
      `${B}${WE} (?:fully |gladly |also )?(?:accept|assume|take(?: on)?|bear|carry) ${gap(30)}(?:liabilit(?:y|ies)|responsibilit(?:y|ies)|risks?|damages|losses)${E}`,
      `${B}${WE} (?:fully |also )?(?:indemnify|hold you harmless|be liable|compensate|reimburse|sign (?:your|any|whatever|the)${gap(20)}(?:nda|dpa|msa|terms|contract|agreement|paper))${E}`,
      `${B}(?:unlimited liability|indemnif(?:y you|ication)|(?:we are|we['’]re|i am) (?:fully )?liable|penalt(?:y|ies) (?:on us|if we|for every)|no (?:minimum|long-?term) (?:term|contract|commitment)s?|(?:cancel|terminate|leave|opt out|walk away|quit|stop)(?: the contract)? (?:at )?(?:any ?time|whenever|month to month|with(?:out)? (?:a )?(?:penalty|notice|\\d{1,9} days))|wir haften|haften wir|haftung (?:übernehmen|tragen)|nous (?:assumons|prenons) la responsabilité|asumimos (?:la|toda) |ci assumiamo|assumimos (?:a|toda)|wij zijn aansprakelijk|jederzeit kündigen|résilier? à tout moment|résiliable|cancelar (?:cuando quiera|en cualquier momento|a qualquer momento)|(?:disdire|recedere) (?:in qualsiasi momento|quando)|op elk moment opzeggen)${E}`,
      `責任を負い|いつでも解約|نتحمل (?:كامل )?المسؤولية|(?:נישא|נישא) באחריות|לבטל בכל עת`,
    ),
  },
  {
    says: 'gives a credit or holds a price',
    owned: true,
    pattern: re(
      `${B}(?:price|rate|fee|pricing|discount|quote|terms|spot|seat)s? (?:is|are|will be|stays?|remains?)(?: now)? (?:locked|fixed|frozen|guaranteed|capped|reserved)(?: in)?${E}`,
      `${B}${WE} (?:deduct|credit|subtract|refund|take|knock) ${gap(50)}(?:from|to|off|against|on|towards?) your (?:first |next |final )?(?:invoice|bill|account|contract|subscription|order)${E}`,
      `${B}${WE} (?:also |gladly |happily )?(?:beat|match) (?:it|that|them|those|this|any)${E}`,
      `${B}(?:we|i)(?:['’]ve| have)? (?:gone ahead and )?(?:extended|upgraded|waived|credited|reserved|unlocked|doubled) (?:you|your|the)${E}`,
      `${B}(?:we|i) won['’]t (?:charge|bill|invoice) (?:you|a)${E}|${B}(?:fully |100 ?% )(?:refundable|covered)${E}|${B}(?<!non-)refundable${E}`,
      `${B}(?:exclusive (?:rights?|access|territory)|(?:we|i) (?:won['’]t|will not) (?:sell|offer|work) (?:it |this )?(?:to|with) (?:any of )?your (?:direct )?competitors?)${E}`,
      `${B}(?:as low as|starting (?:at|from)|for (?:just|only)|just|only|capped at|a mere) ${MONEY}(?= (?:per|a|an|for|each)|/|[.,!]|$)`,
    ),
  },
];
