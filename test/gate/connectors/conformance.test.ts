import { conformance } from './conformance.ts';
import {
  hubSpotSubject,
  pipedriveSubject,
  salesforceSubject,
  smtpSubject,
  webhookSubject,
} from './subjects.ts';

conformance('SMTP', smtpSubject);
conformance('the webhook', webhookSubject);
conformance('HubSpot', hubSpotSubject);
conformance('Salesforce', salesforceSubject);
conformance('Pipedrive', pipedriveSubject);
