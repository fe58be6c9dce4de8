import type { Person } from './contract.ts';
import type { NewDraft, SeedMessage, SeedThread } from './mailbox.ts';

export interface GmailSeed {
  threads: SeedThread[];
  drafts?: NewDraft[];
  /** Put under every new mail, inside `.gmail_signature`. */
  signatureHtml?: string;
}

const HOUR = 3_600_000;

function person(name: string, email: string): Person {
  return { name, email };
}

function paragraphs(...lines: string[]): string {
  return `<div dir="auto">${lines.map((line) => `<p>${line}</p>`).join('')}</div>`;
}

const DANA = person('Dana Whitfield', 'dana.whitfield@northwind.example');
const JONAS = person('Jonas Brückner-Obermüller', 'jonas.brueckner@kessler-maschinenbau.example');
const LAYLA = person('ليلى الحسن', 'layla@alnoor.example');
const NOA = person('נועה ברק', 'noa@galil-systems.example');
const YUKI = person('佐藤 由紀', 'y.sato@hoshino.example');
const MARGARETHE = person(
  'Dr. Margarethe-Wilhelmina von Hohenstein-Sonderburg (Procurement Transformation Office)',
  'mw.hohenstein@very-long-department-name.sonderburg.example',
);
const PRIYA = person('Priya Raman', 'priya@loomstack.example');

/** A small, varied inbox: several languages, long names, threads of one to three messages. */
export function defaultSeed({
  account,
  accountName,
}: {
  account: string;
  accountName?: string;
}): GmailSeed {
  const me = person(accountName ?? account, account);
  const now = Date.now();
  const message = (from: Person, hoursAgo: number, ...lines: string[]): SeedMessage => ({
    from,
    to: from === me ? [DANA] : [me],
    html: paragraphs(...lines),
    date: now - hoursAgo * HOUR,
  });
  return {
    signatureHtml: `<div dir="auto">${me.name}<br>Account Executive</div>`,
    threads: [
      {
        subject: 'Year-end capacity planning',
        messages: [
          message(
            YUKI,
            220,
            'お世話になっております。',
            '年末の生産計画についてご相談させてください。',
          ),
        ],
      },
      {
        subject: 'هل يمكننا تحديد موعد للعرض؟',
        messages: [message(LAYLA, 96, 'مرحباً،', 'هل يناسبكم يوم الثلاثاء لعرض المنتج على فريقنا؟')],
      },
      {
        subject: 'שאלה לגבי תמחור',
        messages: [message(NOA, 72, 'היי,', 'נשמח לקבל הצעת מחיר ל-40 משתמשים עד סוף השבוע.')],
      },
      {
        subject:
          'Re: Fwd: Consolidated vendor questionnaire, data-processing addendum, and the annexes we still miss',
        starred: true,
        messages: [
          message(
            MARGARETHE,
            50,
            'Dear team,',
            'please find our 41 open questions below. We need all answers before the steering committee meets.',
          ),
        ],
      },
      {
        subject: 'Angebot für die Erweiterung der Fertigungslinie 3',
        unread: true,
        messages: [
          message(
            JONAS,
            30,
            'Guten Tag,',
            'könnten Sie uns bis Freitag ein überarbeitetes Angebot schicken? Die Lieferzeit ist für uns entscheidend.',
          ),
        ],
      },
      {
        subject: 'Notes from our call',
        messages: [
          message(
            PRIYA,
            8,
            'Hi,',
            'thanks for the walkthrough. Two of my engineers want to try the sandbox next week.',
          ),
        ],
      },
      {
        subject: 'Evaluating review tools for Q1',
        unread: true,
        messages: [
          message(
            DANA,
            26,
            'Hello,',
            'we are comparing three vendors. How do you handle approvals for a team of 60?',
          ),
          message(me, 25, 'Hi Dana,', 'good to hear from you. May I ask which CRM you use today?'),
          message(
            DANA,
            3,
            'We are on HubSpot, with about 200 sequences running.',
            'Could you send a short summary I can forward to our CFO?',
          ),
        ],
      },
    ],
  };
}
