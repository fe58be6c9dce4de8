import browser from 'webextension-polyfill';

/** Shows a notification, or changes the one of this id without a sound. Needs its permission. */
export async function notify(
  id: string,
  shown: { title: string; message: string; iconUrl: string },
): Promise<void> {
  await browser.notifications.create(id, { type: 'basic', ...shown });
}

/** Takes it away. */
export async function unnotify(id: string): Promise<void> {
  if (browser.notifications) await browser.notifications.clear(id);
}

/**
 * One was clicked. Where the permission isn't granted yet there is nothing to listen to: say it again
 * after the grant; said twice of one listener it counts once.
 */
export function onNotificationClicked(listener: (id: string) => void): void {
  browser.notifications?.onClicked.addListener(listener);
}
