import { plainText } from './model.ts';

/** The fields of a mail that a person may change, as one text to compare. */
export function summary(mail: {
  from: { email: string };
  to: { email: string }[];
  cc: { email: string }[];
  bcc: { email: string }[];
  subject: string;
  body: string;
}): string {
  const list = (name: string, people: { email: string }[]) =>
    people.length > 0 ? `${name}: ${people.map(({ email }) => email).join(', ')}\n` : '';
  const head = `From: ${mail.from.email}\n${list('To', mail.to)}${list('Cc', mail.cc)}${list('Bcc', mail.bcc)}`;
  return `${head}Subject: ${mail.subject}\n\n${plainText(mail.body)}`;
}
