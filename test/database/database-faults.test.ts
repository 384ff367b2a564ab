import assert from 'node:assert/strict';
import { DriverException } from '@mikro-orm/core';
import { DatabaseUnreachableError, databaseFault } from '../../src/database/errors.ts';

const withCode = (code: string, message = 'failed') => Object.assign(new Error(message), { code });

describe('an error of the database', () => {
  const faults: Readonly<Record<string, readonly Error[]>> = {
    full: [withCode('SQLITE_FULL'), withCode('53100')],
    'read-only': [
      withCode('SQLITE_READONLY'),
      withCode('SQLITE_READONLY_DBMOVED'),
      withCode('25006'),
    ],
    away: [
      withCode('SQLITE_IOERR_WRITE'),
      withCode('SQLITE_BUSY'),
      withCode('08006'),
      withCode('25P03'),
      withCode('53300'),
      withCode('57P01'),
      withCode('57P03'),
      withCode('58030'),
      new Error('Connection terminated unexpectedly'),
      new Error('Client has encountered a connection error and is not queryable'),
      new DatabaseUnreachableError('connect ECONNREFUSED'),
      new DriverException(new DatabaseUnreachableError('connect ECONNREFUSED')),
      new DriverException(withCode('ECONNRESET', 'read ECONNRESET')),
    ],
  };
  for (const [fault, errors] of Object.entries(faults)) {
    it(`says that it is ${fault}`, () => {
      for (const error of errors) assert.equal(databaseFault(error), fault, `${error}`);
    });
  }

  it('is told from one of a query, and of others', () => {
    const others = [
      withCode('23505'),
      withCode('SQLITE_CONSTRAINT_UNIQUE'),
      withCode('42P01'),
      withCode('ECONNREFUSED', 'connect ECONNREFUSED: of a host'),
      new Error('cannot read properties of undefined'),
      'no error at all',
    ];
    for (const error of others) assert.equal(databaseFault(error), null, `${error}`);
  });
});
