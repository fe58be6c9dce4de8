export { type Client, type ClientOptions, createClient } from './client.ts';
export { ProblemError } from './problem-error.ts';
export { ClearanceError, type VerifyInput, verifyClearance } from './verify-clearance.ts';
export { verifyWebhook, WebhookError } from './verify-webhook.ts';
