/** Of how many recipients anybody tells us: what a rate of 0 is worth. */
export type Coverage = {
  /** share of sends to domains that report, 0 to 1 */
  share: number;
  /** for the page, instead of "0 %" */
  sentence: string;
};

/**
 * Mailbox providers report complaints or they don't; no report is not no complaint.
 * @param sent sends by the recipient's domain
 * @param reporting domains from which counts or events came in the same time
 */
export function coverageOf(
  signal: string,
  sent: ReadonlyMap<string, number>,
  reporting: ReadonlySet<string>,
): Coverage {
  let [all, heard] = [0, 0];
  for (const [domain, sends] of sent) {
    all += sends;
    if (reporting.has(domain)) heard += sends;
  }
  if (all === 0) return { share: 0, sentence: `nothing was sent, so there is no ${signal} data` };
  const share = heard / all;
  // rounded so that neither end is claimed: 99.9 % unheard isn't "all", 0.1 % isn't "none"
  const silent =
    heard === 0
      ? 100
      : heard === all
        ? 0
        : Math.min(99, Math.max(1, Math.round((1 - share) * 100)));
  const sentence =
    silent === 0
      ? `${signal} data from all recipients`
      : `no ${signal} data from ${silent} % of recipients`;
  return { share, sentence };
}
