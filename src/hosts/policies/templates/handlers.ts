import { pageOf } from '../../../http/paging.ts';
import { defineHandler } from '../../../identity/access/define-handler.ts';
import type { ListedTemplate, PolicyTemplates } from './policy-templates.ts';
import { presentTemplate } from './presenter.ts';
import * as schema from './schema.ts';

const tag = 'Policies';

const nameOf = ({ template }: ListedTemplate) => template.name;

export type PolicyTemplateHandlers = ReturnType<typeof policyTemplateHandlers>;

/** What administrators ask of templates for policies. */
export function policyTemplateHandlers(templates: PolicyTemplates) {
  return {
    list: defineHandler({
      operationId: 'listPolicyTemplates',
      tag,
      summary: 'List the policies that are kept under a name',
      query: schema.templatesQuery,
      answers: { 200: schema.templateList },
      handle: async ({ query }) => {
        const { data, next } = pageOf(await templates.list(), nameOf, query);
        return { status: 200, body: { data: data.map(presentTemplate), next } };
      },
    }),
    save: defineHandler({
      operationId: 'savePolicyTemplate',
      tag,
      summary: 'Keep a policy under a name, to be given again',
      description:
        'In the place of the one before. Policies that were given by it stay as they are. Without `cpuids` or ' +
        '`bridges` it gives all that each host has.',
      params: schema.templateParams,
      body: { kind: 'json', schema: schema.saveTemplateBody, size: 'large' },
      answers: { 200: schema.templateAnswer },
      problems: ['policy-refused', 'limit-reached', 'host-unknown'],
      handle: async ({ params: { template: name }, body }) => {
        const saved = await templates.save(name, body);
        return { status: 200, body: presentTemplate(saved) };
      },
    }),
    remove: defineHandler({
      operationId: 'deletePolicyTemplate',
      tag,
      summary: 'Forget a policy that is kept under a name',
      description:
        'Policies that were given by it stay. It is no default any more, and no new account waits for it.',
      params: schema.templateParams,
      answers: { 204: null },
      problems: ['template-unknown'],
      handle: async ({ params: { template: name } }) => {
        await templates.remove(name);
        return { status: 204 };
      },
    }),
  };
}
