const UUID = 'bf071e1f-6035-429d-b874-d83ea64ea13b';
const HEX = '6570cbe6321f3a000126336a';
const ZOHO = '5293322000003516001';

/** An address, and `system type id account` that it names. */
export const EXAMPLES: [string, string][] = [
  ['https://app.hubspot.com/contacts/77/record/0-1/151/view/1', 'hubspot contact 151 77'],
  [
    'https://app-na2.hubspot.com/contacts/77/record/0-2/151/?interaction=note',
    'hubspot company 151 77',
  ],
  ['https://app-ap1.hubspot.com/contacts/77/record/0-136/151#x', 'hubspot lead 151 77'],
  ['https://app.hubspot.com/contacts/77/record/2-4711/9', 'hubspot object:2-4711 9 77'],
  ['https://app.hubspot.com/contacts/77/ticket/9/', 'hubspot ticket 9 77'],
  [
    'https://acme--uat.sandbox.lightning.force.com/lightning/r/Lead/00Q5g00000AbCdE/view',
    'salesforce lead 00Q5g00000AbCdEEAV acme--uat',
  ],
  [
    'https://acme.lightning.force.com/lightning/r/003J900000G00dS/view',
    'salesforce contact 003J900000G00dSIAR acme',
  ],
  [
    'https://acme.lightning.force.com/lightning/r/sObject/003J900000G00dSIAR/view',
    'salesforce contact 003J900000G00dSIAR acme',
  ],
  [
    'https://acme.lightning.force.com/lightning/r/Account/001di00000kXT3HAAW/related/Contacts__r/view',
    'salesforce company 001di00000kXT3HAAW acme',
  ],
  [
    'https://acme.lightning.force.com/lightning/r/Contact/003J900000G00dSIAR/view?ws=%2Flightning%2Fr%2FAccount%2F001di00000kXT3HAAW%2Fview',
    'salesforce contact 003J900000G00dSIAR acme',
  ],
  [
    'https://acme.lightning.force.com/lightning/r/Deal__c/a0f1a000003yDoI/edit',
    'salesforce object:Deal__c a0f1a000003yDoIAAU acme',
  ],
  [
    'https://acme.lightning.force.com/one/one.app#/sObject/003J900000G00dSIAR/view?t=1',
    'salesforce contact 003J900000G00dSIAR acme',
  ],
  [
    'https://acme.my.salesforce.com/003J900000G00dS/e?retURL=%2F001di00000kXT3H',
    'salesforce contact 003J900000G00dSIAR acme',
  ],
  [
    'https://acme.my.salesforce.com/a0f1a000003yDoI',
    'salesforce object:a0f a0f1a000003yDoIAAU acme',
  ],
  [
    'https://acme.lightning.crmforce.mil/lightning/r/Contact/003J900000G00dSIAR/view',
    'salesforce contact 003J900000G00dSIAR acme',
  ],
  [
    'https://acme.lightning.force.com.mcas.ms/lightning/r/Contact/003J900000G00dSIAR/view',
    'salesforce contact 003J900000G00dSIAR acme',
  ],
  ['https://acme.pipedrive.com/person/7/?x=1', 'pipedrive contact 7 acme'],
  [`https://acme.pipedrive.com/leads/inbox/${UUID.toUpperCase()}`, `pipedrive lead ${UUID} acme`],
  [
    `https://contoso.crm4.dynamics.com/main.aspx?appid=x&id=%7B${UUID}%7D&etn=incident&pagetype=entityrecord`,
    `dynamics ticket ${UUID} contoso`,
  ],
  [
    `https://contoso.crm.microsoftdynamics.us/main.aspx?etn=new_visit&id=${UUID}`,
    `dynamics object:new_visit ${UUID} contoso`,
  ],
  [
    `https://one.zoho.com/zohoone/acme/home/cxapp/crm/org9/tab/Leads/${ZOHO}`,
    `zoho lead ${ZOHO} 9`,
  ],
  [
    `https://crm.zoho.com.au/crm/acme/tab/CustomModule12/${ZOHO}/timeline`,
    `zoho object:CustomModule12 ${ZOHO} -`,
  ],
  ['https://app.close.com/lead/lead_g4AZCOW7Kp/activity', 'close lead lead_g4AZCOW7Kp -'],
  [`https://app.attio.com/acme/company/${UUID.toUpperCase()}/notes`, `attio company ${UUID} acme`],
  [`https://app.attio.com/acme/people/record/${UUID}`, `attio contact ${UUID} acme`],
  ['https://app1a.outreach.io/sequences/12?x', 'outreach sequence 12 -'],
  ['https://app.salesloft.com/app/cadences_v2/12', 'salesloft sequence 12 -'],
  ['https://app.salesloft.com/app/accounts/12/details', 'salesloft company 12 -'],
  [
    `https://app.apollo.io/?ref=mail#/contacts/${HEX.toUpperCase()}/emails`,
    `apollo contact ${HEX} -`,
  ],
  [`https://app.apollo.io#/sequences/${HEX}?tab=1`, `apollo sequence ${HEX} -`],
  [
    'https://outlook.cloud.microsoft/mail/0/a%20folder/id/AAMk%2Fx%2B%3D%3D',
    'outlook message AAMk/x+== 0',
  ],
  ['https://outlook.office.com/owa/?ItemID=AAMk%2Bx%3D&exvsurl=1', 'outlook message AAMk+x= -'],
];
