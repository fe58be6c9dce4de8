/** How a value is said: a share as percent, a number with its unit, anything else as it is. */
export type Unit = 'percent' | 'hours' | 'minutes' | 'seconds' | 'days' | 'plain';

const row = (at: RegExp, label: string, unit: Unit = 'plain') => ({ at, label, unit });

/**
 * What a field of a workflow is called, by its path; `$1` is what the path says there. The first that fits
 * is taken, so that the particular stands before the general.
 */
const WORDS: readonly { at: RegExp; label: string; unit: Unit }[] = [
  row(/^\/name$/, 'Name'),
  row(/^\/pattern$/, 'Pattern'),
  row(/^\/owner$/, 'Owner'),
  row(/^\/kinds$/, 'Kinds it takes'),
  row(/^\/executorUrl$/, 'Where it is executed'),
  row(/^\/policy\/stage$/, 'Stage'),
  row(/^\/policy\/confidenceLine$/, 'Confidence line', 'percent'),
  row(/^\/policy\/alwaysPerson$/, 'Kinds that always need a person'),
  row(/^\/policy\/undoSeconds$/, 'Time to undo', 'seconds'),
  row(/^\/policy\/clearanceSeconds$/, 'How long a clearance is valid', 'seconds'),
  row(/^\/policy\/dueHours$/, 'Due after', 'hours'),
  row(/^\/policy\/evidenceMaxAgeDays$/, 'Evidence is stale after', 'days'),
  row(/^\/policy\/requireOptOut$/, 'Mail must carry an opt-out'),
  row(/^\/policy\/ownCompanies$/, 'Your company names'),
  row(/^\/policy\/unknownCompose$/, 'A compose that is not known in time'),
  row(/^\/policy\/ownership\/(\w+)\/approver$/, 'Approver, $1 risk'),
  row(/^\/policy\/ownership\/(\w+)\/standIn$/, 'Stand-in, $1 risk'),
  row(
    /^\/policy\/ownership\/(\w+)\/escalateAfterHours$/,
    'To the stand-in after, $1 risk',
    'hours',
  ),
  row(/^\/policy\/ownership\/(\w+)\/exclusive$/, 'Nobody else decides, $1 risk'),
  row(/^\/policy\/requireQualification$/, 'Only for qualified people'),
  row(/^\/policy\/parallelReview\/count$/, 'Reviewers side by side'),
  row(/^\/policy\/parallelReview\/legalReason$/, 'The law that asks for several reviewers'),
  row(/^\/policy\/pricing\/finance$/, 'Who approves prices'),
  row(/^\/policy\/pricing\/maxDiscount$/, 'Largest discount, percent'),
  row(/^\/policy\/ramp\/watcher$/, 'Who watches what is new'),
  row(/^\/policy\/ramp\/windows$/, 'Sends in each window of what is new'),
  row(/^\/policy\/ramp\/settleMinutes$/, 'Wait after each window', 'minutes'),
  row(/^\/policy\/paging\/webhookUrl$/, 'Where alerts go'),
  row(/^\/policy\/paging\/escalateTo$/, 'Who is paged next'),
  row(/^\/policy\/paging\/dueMinutes$/, 'Paged next after', 'minutes'),
  row(/^\/policy\/fatigue\/sessionMinutes$/, 'A pause is offered after', 'minutes'),
  row(/^\/policy\/fatigue\/batchSize$/, 'Most clones in one press'),
  row(/^\/policy\/fatigue\/blindShare$/, 'Decided before the agent’s word is shown', 'percent'),
  row(/^\/policy\/fatigue\/recallUnread$/, 'Unread approvals are taken back by rule'),
  row(/^\/policy\/autonomy\/lanes\/(\w+)\/alpha$/, 'Defects allowed, lane $1', 'percent'),
  row(/^\/policy\/autonomy\/lanes\/(\w+)\/delta$/, 'May be wrong with, lane $1', 'percent'),
  row(/^\/policy\/autonomy\/lanes\/(\w+)\/grid$/, 'Thresholds to choose from, lane $1'),
  row(/^\/policy\/autonomy\/lanes\/(\w+)\/firstLabels$/, 'Labels of the first threshold, lane $1'),
  row(/^\/policy\/autonomy\/lanes\/(\w+)\/chooseAt$/, 'Labels before the first look, lane $1'),
  row(/^\/policy\/autonomy\/lanes\/(\w+)\/noticedOnly$/, 'Noticed defects are enough, lane $1'),
  row(/^\/policy\/autonomy\/lanes\/(\w+)\/limits\/dailyCap$/, 'Most a day, lane $1'),
  row(/^\/policy\/autonomy\/lanes\/(\w+)\/limits\/window\/from$/, 'From this hour, lane $1'),
  row(/^\/policy\/autonomy\/lanes\/(\w+)\/limits\/window\/to$/, 'Until this hour, lane $1'),
  row(/^\/policy\/autonomy\/lanes\/(\w+)\/limits\/segments$/, 'Segments, lane $1'),
  row(/^\/policy\/autonomy\/audit\/(\d+)\/from$/, 'Audit band $1 from', 'percent'),
  row(/^\/policy\/autonomy\/audit\/(\d+)\/known$/, 'Audited, known templates, band $1', 'percent'),
  row(/^\/policy\/autonomy\/audit\/(\d+)\/novel$/, 'Audited, new templates, band $1', 'percent'),
  row(/^\/policy\/autonomy\/novelUnder$/, 'A template is new until it ran so often'),
  row(/^\/policy\/autonomy\/secondLooks$/, 'Looked at by a second person, blind', 'percent'),
  row(
    /^\/policy\/autonomy\/overdueDays$/,
    'What nobody looked at counts as a defect after',
    'days',
  ),
  row(/^\/policy\/autonomy\/runLength$/, 'Audits between two false closings'),
  row(/^\/policy\/autonomy\/timeZone$/, 'Time zone of the limits'),
  row(/^\/policy\/autonomy\/canaries\/rate$/, 'Planted items in a burst', 'percent'),
  row(/^\/policy\/autonomy\/canaries\/bursts$/, 'Hours with planted items', 'percent'),
  row(/^\/policy\/autonomy\/canaries\/mostADay$/, 'Planted items a day at the most'),
  row(/^\/policy\/autonomy\/exceptions\/\d+\/territories$/, 'Territories, in order'),
  row(/^\/policy\/autonomy\/exceptions\/\d+\/territories\/(.+)\/owner$/, 'Whose territory, $1'),
  row(/^\/policy\/autonomy\/exceptions\/\d+\/territories\/(.+)\/team$/, 'Who else acts in it, $1'),
  row(/^\/policy\/autonomy\/exceptions\/\d+\/territories\/(.+)\/name$/, 'Territory, $1'),
  row(/^\/policy\/autonomy\/exceptions\/\d+\/territories\/(.+)\/(\w+)$/, 'Territory $1, $2'),
  row(/^\/policy\/autonomy\/exceptions\/(\d+)\/(.+)$/, 'Exception rule $1, $2'),
  row(/^\/policy\/brakes\/(\d+)\/(.+)$/, 'Brake $1, $2'),
];

/** The name and unit of a field; its path where it has no name. */
export function wordsFor(path: string): { label: string; unit: Unit } {
  for (const { at, label, unit } of WORDS) {
    const found = at.exec(path);
    if (!found) continue;
    const place = path.includes('/territories/') ? named : counted;
    const said = label.replace(/\$(\d)/g, (_, group: string) => place(found[Number(group)] ?? ''));
    return { label: said, unit };
  }
  return { label: path.replace(/^\/policy\//, '').replaceAll('/', ' › '), unit: 'plain' };
}

/** Places in lists are counted from 1 by people. */
const counted = (part: string): string => (/^\d+$/.test(part) ? String(Number(part) + 1) : part);

/** A territory's name, as a pointer has it. */
const named = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');
