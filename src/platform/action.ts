import browser from 'webextension-polyfill';

/** The toolbar button: badge text, its colours (CSS hex) and the tooltip. */
export async function setBadge(badge: {
  text: string;
  background: string;
  colour: string;
  title: string;
}): Promise<void> {
  await browser.action.setBadgeText({ text: badge.text });
  await browser.action.setBadgeBackgroundColor({ color: badge.background });
  await browser.action.setBadgeTextColor({ color: badge.colour });
  await browser.action.setTitle({ title: badge.title });
}
