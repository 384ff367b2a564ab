import { api, dataOf } from './client.ts';

/** What a program asks for that shows this code. */
export function findDevice(code: string) {
  return dataOf(
    api.GET('/api/v1/device_authorization/{code}', { params: { path: { code: code.trim() } } }),
  );
}

/** Allows or refuses it. */
export async function answerDevice({ code, allow }: { code: string; allow: boolean }) {
  await api.POST('/api/v1/device_authorization/{code}', {
    params: { path: { code } },
    body: { allow },
  });
}
