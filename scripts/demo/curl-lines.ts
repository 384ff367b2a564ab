import type { DemoImages } from './images.ts';
import type { Demonstration } from './prepare.ts';

/** Something to try, as a line that can be pasted into a shell as it stands. */
export interface CurlLine {
  readonly what: string;
  readonly line: string;
}

/** The main paths, in an order in which they work: a deploy, a volume, and mollymawk's API. */
export function curlLines(demonstration: Demonstration, images: DemoImages): CurlLine[] {
  const { url, host, token } = demonstration;
  const curl = `curl --fail-with-body -sS -w '\\n' -H 'Authorization: Bearer ${token}'`;
  const json = `${curl} -H 'Content-Type: application/json'`;
  const api = `${url}/api/v1`;
  const unikernels = `${api}/hosts/${host}/unikernels`;
  const volumes = `${api}/hosts/${host}/volumes`;
  return [
    { what: 'What the token is', line: `${curl} ${api}/tokens/current` },
    {
      what: 'Deploy a unikernel',
      line: `${curl} -F 'config={"name": "hello", "memory": 32}' -F image=@${images.hello} ${unikernels}`,
    },
    { what: 'See what runs, on all hosts', line: `${curl} ${api}/unikernels` },
    {
      what: 'Create a volume of 16 MiB',
      line: `${json} -d '{"name": "data", "size": 16}' ${volumes}`,
    },
    {
      what: 'Fill it',
      line: `head -c 1000000 /dev/urandom | ${curl} -T - ${volumes}/data/data`,
    },
    {
      what: 'Deploy a unikernel that uses it: the devices are filled in',
      line: `${curl} -F image=@${images.store} -F 'config={"name": "store", "memory": 64}' ${unikernels}`,
    },
    {
      what: 'Update the first one to a new image',
      line: `${curl} -F image=@${images.helloAgain} ${unikernels}/hello/update`,
    },
    {
      what: 'Restart it with other arguments',
      line: `${json} -d '{"arguments": ["--greeting=moin"]}' ${unikernels}/hello/restart`,
    },
    {
      what: 'Read its console, for two seconds',
      line: `timeout 2 ${curl} -N '${unikernels}/hello/console?count=20' || [ $? = 124 ]`,
    },
    { what: 'What was done to it', line: `${curl} ${unikernels}/hello/deployments` },
    { what: 'Destroy it', line: `${curl} -X DELETE ${unikernels}/hello` },
    { what: 'The same in mollymawk’s API', line: `${curl} ${url}/api/unikernels` },
  ];
}
