import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { Problem } from '../../src/base/errors.ts';
import { describeRoutes } from '../../src/http/openapi.ts';
import { defineRoute } from '../../src/http/route.ts';
import { anybody } from '../../src/identity/access/access.ts';
import { checkedAnswers } from '../support/contract/checked-answers.ts';
import { Contract } from '../support/contract/contract.ts';
import { reportFolder, takeReportedAnswers } from '../support/contract/run-report.ts';
import { ask } from '../support/request.ts';
import { startTestApp } from '../support/test-app.ts';
import { greet, readHost } from './support/routes.ts';

const surprise = defineRoute({
  method: 'GET',
  path: '/surprise',
  operationId: 'surprise',
  tag: 'test',
  summary: 'Answers what it does not declare',
  access: anybody,
  answers: { 200: z.object({}) },
  handle: async () => {
    throw new Problem('volume-busy', 'Later.');
  },
});

describe('an answer in the tests', () => {
  const contract = new Contract(JSON.stringify(describeRoutes('', [greet, readHost])));
  const good = { method: 'GET', path: '/greeting', status: 200, type: 'application/json' };
  const problem = { type: '', title: '', detail: '', requestId: '', status: 400 };

  it('is a fault of the test that asked, where the document does not have it', async () => {
    const app = await startTestApp({ routes: [surprise, greet] });
    const count = checkedAnswers.count;
    await ask(app.url, '/api/v1/greeting');
    assert.deepEqual(checkedAnswers.takeFaults(), []);
    await ask(app.url, '/api/v1/surprise');
    const fault = 'surprise answers 409: this status is not declared';
    assert.deepEqual(checkedAnswers.takeFaults(), [fault]);
    assert.equal(checkedAnswers.count, count + 2);
    await app.close();
  });

  it('is told by a server that is a process of its own', async () => {
    const { method, path, body } = { method: 'POST', path: '/api/v1/session', body: null };
    const answer = { ...{ method, path, body, type: null }, status: 299, port: 1, named: true };
    const report = join(import.meta.dirname, '../support/contract/run-report.ts');
    const words = `${JSON.stringify(report)}).then((it) => it.reportAnswer(${JSON.stringify(answer)})`;
    await promisify(execFile)(process.execPath, ['-e', `import(${words})`], {
      env: reportFolder(),
    });
    checkedAnswers.checkReported(takeReportedAnswers());
    const [fault, ...others] = checkedAnswers.takeFaults();
    assert.match(fault ?? '', / answers 299: this status is not declared$/);
    assert.deepEqual([others, takeReportedAnswers()], [[], []]);
  });

  for (const [what, answer, fault] of [
    ['good', { body: '{"text":"a"}' }, null],
    ['good without its body', { method: 'HEAD', body: null }, null],
    [
      'of another operation',
      { path: '/nowhere' },
      /^GET \/nowhere, which is no operation, answers 200/,
    ],
    ['of another method', { method: 'PUT' }, /^PUT \/greeting, which is no operation, answers 200/],
    ['of another status', { status: 201 }, /^greet answers 201: this status is not declared$/],
    ['of another type', { type: 'text/html' }, /^greet answers 200: text\/html instead of applic/],
    ['without a type', { type: null }, /^greet answers 200: no media type instead of application/],
    [
      'without a member',
      { body: '{}' },
      /^greet answers 200: the body must have required property/,
    ],
    ['of another kind', { body: '{"text":1}' }, /^greet answers 200: \/text \(1\) must be string/],
    [
      'with more',
      { body: '{"text":"","more":1}' },
      /^greet answers 200: the body must NOT have add/,
    ],
  ] as const) {
    it(`is held against the document: ${what}`, () => {
      const faults = contract.check({ body: '{"text":"a"}', ...good, ...answer });
      if (fault) assert.match(faults.join('\n'), fault);
      else assert.deepEqual(faults, []);
    });
  }

  for (const [code, more, fault] of [
    ['invalid-query', {}, null],
    ['invalid-body', {}, /^greet answers 400: \/code \("invalid-body"\) must be equal to one of/],
    ['invalid-query', { colour: 'red' }, /^greet answers 400: the body must NOT have additional/],
  ] as const) {
    it(`is held against the document: the problem ${code} ${Object.keys(more)}`, () => {
      const body = JSON.stringify({ ...problem, code, ...more });
      const type = 'application/problem+json';
      const faults = contract.check({ ...good, status: 400, type, body });
      if (fault) assert.match(faults.join('\n'), fault);
      else assert.deepEqual(faults, []);
    });
  }

  it('has no members that the document leaves open', async () => {
    const file = join(import.meta.dirname, '../../docs/openapi.json');
    const { paths, components } = JSON.parse(await readFile(file, 'utf8'));
    delete paths['/api/v1/openapi.json']; // is one itself
    const open: string[] = [];
    JSON.stringify({ paths, components }, (name, value: unknown) => {
      if (Object(value).properties && Object(value).additionalProperties === undefined) {
        open.push(`${name} ${Object.keys(Object(value).properties)}`);
      }
      return value;
    });
    assert.deepEqual(
      [...new Set(open)],
      [
        '1 code', // beside `Problem`, which is closed
        // Forms, in which whatever is not known is passed over (RFC 6749, section 3.2).
        'schema client_id,scope',
        'schema grant_type,device_code,client_id',
      ],
    );
  });
});
