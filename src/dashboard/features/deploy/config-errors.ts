import { fieldErrors } from '../../api/field-errors.ts';

/**
 * What a refusal says about a configuration, by its members: `networkDevices.0.mac`. What is about
 * one of several is about the whole, too: `networkDevices`.
 */
export function configErrors(error: unknown): Record<string, string> {
  const members = Object.entries(fieldErrors(error)).map(([path, message]) => ({
    path: path.replace(/^config\./, ''), // the part of the form that it is sent in
    message,
  }));
  const wholes = members.map(({ path, message }) => [path.split('.')[0], message]);
  return Object.fromEntries([...wholes, ...members.map(({ path, message }) => [path, message])]);
}
