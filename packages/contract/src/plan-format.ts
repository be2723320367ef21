// Beside the schemas and not among them: the page writes plans and has no use for the library that checks them.
export const PLAN_FORMAT = 'regscope plan';
export const PLAN_VERSION = 1;
