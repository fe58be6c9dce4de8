import { render } from 'preact';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { field, open, press, root, text } from './first-party-stage.tsx';

test('a site: the browser is asked for its own origins; a no leaves it off, and says so', async () => {
  const page = open('options', { yes: false });
  await vi.waitFor(() => expect(document.querySelector('[data-name=on-hubspot]')).not.toBeNull());
  await press('on-hubspot');
  await vi.waitFor(() => expect(text()).toContain('did not allow HubSpot'));
  expect(page.asked).toEqual([{ origins: ['https://app.hubspot.com/*'] }]);
  expect(page.called('site.on')).toEqual([]);
  await press('on-attio');
  expect(page.asked).toHaveLength(1);
  await press('off-close');
  await vi.waitFor(() => expect(page.called('site.off')).toHaveLength(1));
});

test('a custom CRM: the tester says what is found, a wrong field why, and one host is asked for', async () => {
  const page = open('options');
  await vi.waitFor(() => expect(document.querySelector('[data-name=custom]')).not.toBeNull());
  await press('custom');
  await userEvent.fill(field('custom-label'), 'Acme CRM');
  await userEvent.fill(field('custom-name'), 'acme-crm');
  await userEvent.fill(field('custom-host'), '*.co.uk');
  await vi.waitFor(() => expect(text()).toContain('Anyone can have a host'));
  await press('custom-save');
  expect(page.asked).toEqual([]);
  await userEvent.fill(field('custom-host'), 'crm.acme.example');
  await userEvent.fill(field('custom-pattern'), '/app/{type}/{id}/**');
  await userEvent.fill(field('custom-try'), 'https://crm.acme.example/app/deal/4711/edit');
  await vi.waitFor(() => expect(text()).toContain('deal 4711'));
  await userEvent.fill(
    field('custom-try'),
    'https://crm.acme.example.evil.example/app/deal/4711/x',
  );
  await vi.waitFor(() => expect(text()).toContain('not on that host'));
  await press('custom-save');
  await vi.waitFor(() => expect(page.called('site.on')).toHaveLength(1));
  expect(page.asked).toEqual([{ origins: ['https://crm.acme.example/*'] }]);
  expect(page.called('settings.put')[0]?.payload).toEqual({
    customSites: [
      {
        ...{ label: 'Acme CRM', name: 'acme-crm', host: 'crm.acme.example' },
        ...{ pattern: '/app/{type}/{id}/**', idForm: 'any' },
      },
    ],
  });
});

test('the popup offers the site it is on, and no other', async () => {
  const page = open('popup', { url: 'https://app.hubspot.com/contacts/1/record/0-1/2' });
  await vi.waitFor(() => expect(text()).toContain('Turn on for HubSpot'));
  await press('this-site');
  await vi.waitFor(() => expect(page.called('site.on')[0]?.payload).toEqual({ name: 'hubspot' }));
  expect(page.asked).toEqual([['https://app.hubspot.com/*']]);
  render(null, root);
  for (const url of ['https://app.attio.com/x', 'https://example.com/', undefined]) {
    open('popup', url === undefined ? {} : { url });
    await vi.waitFor(() => expect(text()).toContain('Waiting for you'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(document.querySelector('[data-name=this-site]')).toBeNull();
    render(null, root);
  }
});
