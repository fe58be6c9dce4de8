/** What is put in: made up, and plausible where it stands. Data. */
export const NAMES = [
  ...[
    'Alex',
    'Anna',
    'Ben',
    'Carla',
    'David',
    'Elena',
    'Felix',
    'Grace',
    'Hannah',
    'Ivan',
    'Julia',
  ],
  ...['Karl', 'Laura', 'Marco', 'Nina', 'Oscar', 'Paula', 'Ralf', 'Sara', 'Tim', 'Vera', 'Yara'],
] as const;

export const COMPANIES = [
  ...['Halden Foods', 'Norvik Systems', 'Pellworm Energy', 'Castor Mobility', 'Lindgren Retail'],
  ...['Aurelia Health', 'Brookfen Logistics', 'Delmont Software', 'Estrela Travel', 'Kiruna Steel'],
] as const;

/** Statements about the reader that nothing supports. */
export const INVENTED = [
  'Your colleague mentioned that your contract ends next month.',
  'You told us in March that this is your top priority.',
  'I saw that your team has just doubled.',
  'Your CFO asked us for a comparison last week.',
  'As you said on the phone, the budget is approved.',
  'You are already using our free plan in two departments.',
  'Your main competitor switched to us in the spring.',
  'I read that you are closing your second office.',
] as const;
