import { hostname } from 'node:os';
import { z } from 'zod';
import { createApi, dataOf } from '../../api/client.ts';
import { pause } from '../../api/pause.ts';
import { ApiProblem } from '../../api/problem.ts';
import { safeText } from '../../output/safe-text.ts';

const started = z.object({
  device_code: z.string(),
  user_code: z.string(),
  verification_uri: z.string(),
  interval: z.number(),
});

export const defaultScopes = [
  ...(['unikernels:write', 'volumes:write', 'hosts:read'] as const),
  ...(['tokens:write', 'events:read', 'consoles:read'] as const),
];

export interface DeviceOptions {
  readonly server: string;
  readonly signal: AbortSignal;
  /** Tells the person what to do. */
  readonly say: (line: string) => void;
}

/** Gets a token that a person allows in a browser (RFC 8628). Throws where that is refused, or takes too long. */
export async function signInDevice({ server, signal, say }: DeviceOptions): Promise<string> {
  const api = createApi({ server, token: null, signal });
  const body = { client: `fulmar on ${hostname()}`.slice(0, 100), scopes: [...defaultScopes] };
  const device = started.parse(await dataOf(api.POST('/api/v1/device_authorization', { body })));
  say(`Open ${safeText(device.verification_uri)} and enter the code ${safeText(device.user_code)}`);
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
  const asked = { grant_type, device_code: device.device_code } as const;
  for (let rest = device.interval; ; ) {
    await pause(rest * 1000, signal);
    try {
      const { access_token } = await dataOf(api.POST('/api/v1/token', { body: asked }));
      return access_token;
    } catch (error) {
      const code = error instanceof ApiProblem ? error.code : '';
      if (code === 'device-too-soon') rest += 5;
      else if (code !== 'device-pending') throw error;
    }
  }
}
