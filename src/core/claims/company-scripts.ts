/** Scripts without capitals: a name is a company's where a word for "company" or its own polite form says so. */
export type Foreign = { names: RegExp; others: RegExp };

const JA = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ーA-Za-z]';

export const FOREIGN: readonly Foreign[] = [
  {
    // the addressee's line
    names:
      /(?:^|\n)[ \u3000]{0,4}((?:株式会社|有限会社|合同会社)[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{L}]{1,20}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{1,20}(?:株式会社|有限会社|合同会社))(?=[ \u3000]|\n|御中|$)/dgu,
    others: /弊社|当社/u,
  },
  {
    names:
      /((?:株式会社|有限会社|合同会社)[\p{Script=Han}\p{Script=Katakana}ー\p{Lu}a-z]{1,20}|[\p{Script=Han}\p{Script=Katakana}ー\p{Lu}a-z]{1,20}(?:株式会社|有限会社|合同会社))/dgu,
    others: /弊社|当社|お客様|お取引先|取引先|導入|事例|他社|同業|例えば|など|提携|協力会社|紹介/u,
  },
  {
    // an organisation with an honorific: "X様では", "X社の配車"
    names: new RegExp(
      `(?<!${JA})([\\p{Script=Han}\\p{Script=Katakana}ー\\p{Lu}a-z]{2,16})(?:様(?:では|でも|における|におかれ|の(?:配車|物流|業務|現場|採用|皆|運行|倉庫|営業))|社(?:では|の(?:配車|物流|業務|現場|採用|皆|運行|倉庫|営業)))`,
      'dgu',
    ),
    others:
      /弊社|当社|お客様|お取引先|取引先|導入|事例|他社|同業|例えば|提携|協力会社|紹介|御社|貴社/u,
  },
  {
    names:
      /(?<!\p{L})(?:[ولبف]|في )?شركة ((?:[\p{Script=Arabic}]{2,20})(?: ل[\p{Script=Arabic}]{2,20})?)/dgu,
    others:
      /عميل|عملا|زبائن|زبون|شريك|شركا|مثل|مورد|منافس|شركة (?:شحن|نقل|لوجستي|كبيرة|صغيرة|أخرى|اخرى|في|من)/u,
  },
  {
    names:
      /(?<!\p{L})[בלשמוה]{0,2}חברת ([\p{Script=Hebrew}"״]{2,20}(?: [\p{Script=Hebrew}"״]{2,20})?)/dgu,
    others: /לקוח|שותפ|שותף|כמו|ספק|מתחר/u,
  },
];
