import type { Checked, Finding } from './passage.ts';

/** Link targets that end a subscription, whatever the label says. */
const TARGET =
  /unsub|opt-?out|abmeld|austrag|desabon|desinscri|darse-?de-?baja|\bbaja\b|disiscri|descadastr|cancelar|afmeld|uitschrijv|avregistr|avprenum|wypis|odhlas|preferences|email-settings|manage-?(?:subscription|preferences)/i;

/**
 * Ways to say that one may be left alone. Each needs the reader as its subject, or the form of an
 * instruction: "unsubscribe rate" and "drivers can opt out of text messages" are not an opt-out.
 */
const WAYS: RegExp[] = [
  /(?:^|[\n.!?|•·–—(]\s?)(?:to )?(?:unsubscribe|opt[- ]?out)(?! (?:rate|rates|number|page|flow|option of)\b)\b/i,
  /\b(?:to|you (?:can|may)|click to|want to|wish to|like to) (?:unsubscribe|opt[- ]?out)\b(?! (?:rate|page))/i,
  /\b(?:unsubscribe|opt[- ]?out) (?:here|below|link|at any time|any ?time|from (?:this|these|our|my|future|all)|of (?:these|this|my|our|future|further|all)|via|by|with)\b/i,
  /\breply (?:with )?(?:the word )?["“'«]?(?:stop|no thanks|no\b|remove|unsubscribe|opt[- ]?out|pass)/i,
  /\b(?:rather|prefer|like) (?:to )?not (?:to )?(?:hear|receive|get|be contacted|be emailed)\b/i,
  /\b(?:don['’]t|do not|no longer) (?:want|wish|care) (?:to )?(?:hear|receive|get|be contacted|any (?:more|further)|more|these|my|our)/i,
  /\b(?:take|remove|leave) you (?:off|from|out of) (?:my|our|the|this) (?:\w+ )?list\b|\btake you off\b/i,
  /\b(?:you )?won['’]t (?:hear from|get (?:any )?(?:more|another)|receive)\b|\b(?:I|we)(?:['’]ll| will|['’]d) (?:not|never) (?:write|e-?mail|contact|bother|reach out)\b|\b(?:I|we) won['’]t (?:write|e-?mail|contact|bother|reach out|follow up)\b/i,
  /\b(?:to|I['’]ll|we['’]ll|and I) stop (?:receiving|getting|e-?mailing|writing|sending|these|reaching out)\b/i,
  /\b(?:manage|change|update) (?:your )?(?:e-?mail |subscription |communication )?preferences\b/i,
  // German
  /\bhier (?:wieder )?(?:abmelden|austragen)|abmelden\s?[:(]|\b(?:newsletter|verteiler|mails?|e-mails?)\b[^.!?\n]{0,40}\b(?:abmelden|austragen|abbestellen)|jederzeit (?:wieder )?(?:abmelden|widersprechen|abbestellen)|abmelde-?link|(?:^|\n)\s?abmelden\s*(?:$|\n)/iu,
  /keine? (?:weiteren?|mehr) (?:e-?mails?|mails?|nachrichten|infos|informationen)|keine (?:e-?mails?|mails?|nachrichten) mehr|nicht (?:mehr|weiter) (?:kontaktier|angeschrieben|anschreiben|von mir hören)|aus (?:dem|unserem|meinem) verteiler/iu,
  // French
  /d[ée]sabonn|d[ée]sinscri|ne (?:souhaite[zs]?|voule[zs]|veu[xt]|d[ée]sire[zs]?) plus (?:recevoir|être)|ne plus (?:recevoir|être contact)/iu,
  // Spanish
  /dar(?:se|te|me) de baja|date de baja|cancelar (?:la |su |tu )?suscripci[óo]n|no (?:desea|deseas|quiere|quieres) (?:recibir|m[áa]s|seguir)|dejar de recibir|respond[ae]n? ["«“]?baja/iu,
  // Italian
  /annulla(?:re)? l['’]iscrizione|disiscri|cancella(?:rsi|rti|re) (?:dalla|l['’]iscrizione)|non (?:desidera(?:te)?|vuoi|vuole|desideri) (?:pi[ùu] )?(?:ricevere|essere)|non ricevere pi[ùu]/iu,
  // Portuguese
  /cancelar (?:a |sua |o )?(?:inscri[çc][ãa]o|assinatura|recebimento)|descadastr|n[ãa]o (?:deseja|quer|quiser|desejar)(?: mais)? receber|deixar de receber|remover? (?:da|você da) lista/iu,
  // Dutch
  /\bafmelden\b|uitschrijven|meld (?:je|u) (?:hier )?af|geen (?:e-?mails?|mails?|berichten) meer/iu,
  // Scandinavian, Finnish
  /avregistrera|avprenumerera|avanm[äa]l|\bafmeld|frameld|avmeld|meld deg av|peruuta tilaus/iu,
  // Polish, Czech, Turkish, Russian, Ukrainian
  /wypisz|wypisa[ćc]|zrezygnowa[ćc] z|nie chcesz (?:wi[ęe]cej )?otrzymywa|odhl[áa]sit|abonelikten [çc][ıi]k|listeden [çc][ıi]k|отписа|отказаться от рассыл|відписа/iu,
  // Japanese, Chinese, Korean
  /配信(?:を)?(?:停止|解除)|(?:購読|登録|メルマガ)(?:を)?解除|今後.{0,12}(?:不要|ご案内が必要ない)|退订|取消订阅|수신\s?거부|구독\s?취소/u,
  // Arabic, Hebrew
  /إلغاء الاشتراك|إلغاء اشتراك|لإيقاف (?:الرسائل|استلام)|להסרה|הסר(?:ה|ו)? מרשימת|לביטול (?:ה)?(?:הרשמה|מנוי)/u,
];

const offers = (text: string) => WAYS.some((way) => way.test(text));

/** Rule 8: a mail without a way out, where the policy requires one. */
export function missingOptOut({ mail, passages, policy }: Checked): Finding[] {
  if (!mail || !policy.requireOptOut) return [];
  const body = passages.find(({ field }) => field === 'body');
  if (!body) return [];
  const linked = body.links.some(
    ({ href, start, end }) => TARGET.test(href) || offers(body.text.slice(start, end)),
  );
  if (linked || offers(body.text)) return [];
  return [
    {
      severity: 'high',
      message:
        'This workflow requires an opt-out, and the mail has none: no unsubscribe link and no sentence that says how to be left alone.',
    },
  ];
}
