import type { z } from 'zod';
import type { Clock } from '../../base/clock.ts';
import { defineHandler, defineOpenHandler } from '../access/define-handler.ts';
import type { DeviceRequests } from './device-requests.ts';
import type { DeviceRequest } from './entity.ts';
import { tokenPeriod } from './given-token.ts';
import * as oauth from './oauth-form.ts';
import * as schema from './schema.ts';
import { shownCode } from './user-code.ts';

const tag = 'Tokens';

/** Tokens for programs without a browser. */
export function deviceHandlers(devices: DeviceRequests, clock: Clock) {
  return {
    start: startHandler(devices),
    redeem: redeemHandler(devices, clock),
    show: defineHandler({
      operationId: 'getDevice',
      tag,
      summary: 'Show what a program asks for, by its code',
      params: schema.deviceParams,
      answers: { 200: schema.deviceAnswer },
      problems: ['device-unknown', 'too-many-requests'],
      handle: async ({ actor, params: { code } }) => {
        return { status: 200, body: presentDevice(await devices.find(actor, code)) };
      },
    }),
    answer: defineHandler({
      operationId: 'answerDevice',
      tag,
      summary: 'Allow or refuse what a program asks for',
      params: schema.deviceParams,
      body: { kind: 'json', schema: schema.answerDeviceBody },
      answers: { 204: null },
      problems: ['device-unknown', 'scope-missing', 'admin-only', 'too-many-requests'],
      handle: async ({ actor, params: { code }, body: { allow }, note }) => {
        const { id } = await devices.answer(actor, code, allow);
        note({ object: `device_authorization/${id}` });
        return { status: 204 };
      },
    }),
  };
}

function startHandler(devices: DeviceRequests) {
  return defineOpenHandler({
    operationId: 'startDevice',
    tag,
    summary: 'Ask for a token that a person allows elsewhere',
    description:
      'For programs on machines without a browser (RFC 8628): they show the code and the address, and ask ' +
      '`POST /token` until the person has answered. A form is answered as the RFC has it.',
    body: {
      ...{ kind: 'json', schema: schema.startDeviceBody },
      form: {
        schema: oauth.startDeviceForm,
        refusal: oauth.oauthRefusal,
        refuse: oauth.refuseOauth,
      },
    },
    answers: { 200: schema.startedDeviceAnswer },
    problems: ['too-many-requests'],
    showsSecret: true,
    knownHostOnly: true,
    handle: async ({ body, address, serverAddress }) => {
      const { deviceCode, request } = await devices.start({ ...body, address });
      const code = shownCode(request.userCode);
      const page = `${serverAddress()}/device`;
      return {
        status: 200,
        body: {
          ...{ device_code: deviceCode, user_code: code },
          ...{ verification_uri: page, verification_uri_complete: `${page}?code=${code}` },
          expires_in: (request.expiresAt.getTime() - request.createdAt.getTime()) / 1000,
          interval: request.interval / 1000,
        },
      };
    },
  });
}

function redeemHandler(devices: DeviceRequests, clock: Clock) {
  return defineOpenHandler({
    operationId: 'redeemDevice',
    tag,
    summary: 'Take the token that a person has allowed',
    description:
      'Until then 400, with `error` as RFC 8628 has it: `authorization_pending`, `slow_down`, `expired_token`, ' +
      '`access_denied`; or `invalid_grant` where the code is not known, or not this program’s. A form is ' +
      'answered as the RFC has it, with `error` and `error_description`.',
    body: {
      ...{ kind: 'json', schema: schema.deviceTokenBody },
      form: {
        schema: oauth.deviceTokenForm,
        refusal: oauth.oauthRefusal,
        refuse: oauth.refuseOauth,
      },
    },
    answers: { 200: schema.givenTokenAnswer },
    problems: [
      'device-unknown',
      'device-pending',
      'device-too-soon',
      'device-expired',
      'device-denied',
      'limit-reached',
    ],
    showsSecret: true,
    handle: async ({ body, note }) => {
      const { token, secret } = await devices.redeem(body);
      note({ object: `tokens/${token.id}` });
      const end = token.expiresAt?.getTime() ?? 0;
      return {
        status: 200,
        body: {
          ...{ access_token: secret, token_type: 'Bearer' },
          expires_in: Math.floor((end - clock().getTime()) / 1000),
          scope: token.scopes.join(' '),
        },
      };
    },
  });
}

function presentDevice(request: DeviceRequest): z.input<typeof schema.deviceAnswer> {
  const { userCode, client, address, scopes, createdAt, expiresAt } = request;
  return {
    ...{ code: shownCode(userCode), client, address, scopes: [...scopes], tokenPeriod },
    ...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
  };
}
