import type { Violation } from '../contract.ts';
import { api } from './api.ts';

/** Records every broken security policy, for tests and for the server. Runs before all else. */
export function watchViolations(): void {
  window.__violations = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    const violation: Violation = {
      directive: event.effectiveDirective,
      blocked: event.blockedURI,
      sample: event.sample,
      source: event.sourceFile ?? '',
      line: event.lineNumber,
    };
    window.__violations.push(violation);
    api.violation(violation).catch(() => undefined);
  });
}
