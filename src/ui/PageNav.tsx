/** The pages for managers, in the order in which they are shown. A new page is one row. */
const PAGES: readonly { name: string; label: string }[] = [
  { name: 'dashboard', label: 'Dashboard' },
  { name: 'queue', label: 'Queue' },
  { name: 'policies', label: 'Policies' },
  { name: 'findings', label: 'Findings' },
  { name: 'mine', label: 'My page' },
  { name: 'risks', label: 'Risks' },
  { name: 'spot-check', label: 'Spot-check' },
  { name: 'weekly', label: 'Weekly review' },
  { name: 'map', label: 'Map' },
  { name: 'report', label: 'Report' },
  { name: 'options', label: 'Options' },
];

/** The ways from one page for managers to the others; `current` is the folder of this one. */
export function PageNav({ current }: { current: string }) {
  return (
    <nav class="page-nav" aria-label="Pages">
      <ul>
        {PAGES.map(({ name, label }) => (
          <li key={name}>
            <a
              href={`../${name}/index.html`}
              {...(name === current ? { 'aria-current': 'page' } : {})}
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
