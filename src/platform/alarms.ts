import browser from 'webextension-polyfill';

/** An alarm that wakes the worker every so often; browsers allow 30 s at the least. */
export async function repeatAlarm(name: string, seconds: number): Promise<void> {
  const existing = await browser.alarms.get(name);
  // Creating it anew would start its wait again, and a worker that wakes often would never be woken.
  if (existing?.periodInMinutes === seconds / 60) return;
  await browser.alarms.create(name, {
    periodInMinutes: seconds / 60,
    delayInMinutes: seconds / 60,
  });
}

/** Wakes the worker once, in `seconds` (30 at the least). */
export const onceAlarm = (name: string, seconds: number): Promise<void> =>
  browser.alarms.create(name, { delayInMinutes: Math.max(30, seconds) / 60 });

/** Removes every alarm. */
export async function clearAlarms(): Promise<void> {
  await browser.alarms.clearAll();
}

/** An alarm went off. */
export const onAlarm = (listener: (name: string) => void): void =>
  browser.alarms.onAlarm.addListener(({ name }) => listener(name));
