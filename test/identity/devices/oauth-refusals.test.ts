import assert from 'node:assert/strict';
import { Problem } from '../../../src/base/errors.ts';
import { refuseOauth } from '../../../src/identity/devices/oauth-form.ts';

const invalid = (path: string, message = 'is wrong') =>
  new Problem('invalid-body', 'The form is wrong.', { errors: [{ path, message }] });

describe('a problem in the words of OAuth', () => {
  const told = (problem: Problem) => {
    const { status, body } = refuseOauth(problem);
    return [status, Object(body).error];
  };

  it('is the word that the problem itself brings', () => {
    const facts = { error: 'slow_down' };
    assert.deepEqual(told(new Problem('device-too-soon', 'Wait.', { facts })), [400, 'slow_down']);
  });

  it('says what a program can do about it, and 400 where it is at fault', () => {
    assert.deepEqual(told(new Problem('limit-reached', 'No more.')), [400, 'access_denied']);
    assert.deepEqual(told(new Problem('not-found', 'Nothing here.')), [400, 'invalid_request']);
  });

  it('keeps the status where the server is at fault or busy', () => {
    const busy = new Problem('too-many-requests', 'Later.');
    assert.deepEqual(told(busy), [429, 'temporarily_unavailable']);
    const stopping = new Problem('shutting-down', 'Later.');
    assert.deepEqual(told(stopping), [503, 'temporarily_unavailable']);
    assert.deepEqual(told(new Problem('internal', 'Our fault.')), [500, 'server_error']);
  });

  it('tells wrong scopes and grants from other faults of a form', () => {
    assert.deepEqual(told(invalid('scope')), [400, 'invalid_scope']);
    assert.deepEqual(told(invalid('scope.0')), [400, 'invalid_scope']);
    assert.deepEqual(told(invalid('scopes')), [400, 'invalid_request']);
    assert.deepEqual(told(invalid('a.scope')), [400, 'invalid_request']);
    assert.deepEqual(told(invalid('grant_type')), [400, 'unsupported_grant_type']);
    assert.deepEqual(told(invalid('grant_type', 'is missing')), [400, 'invalid_request']);
    assert.deepEqual(told(invalid('client_id')), [400, 'invalid_request']);
  });

  it('is described in printable ASCII without quotation marks and backslashes', () => {
    const { body } = refuseOauth(new Problem('not-found', 'No “a” here,\n"b" \\ ~!'));
    assert.equal(Object(body).error_description, "No 'a' here,''b' ' ~!");
  });
});
