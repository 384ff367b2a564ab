import type { Schema } from '../../api/schema.ts';
import { paths } from '../../components/paths.ts';

/** One step from an empty server to a running unikernel. */
export interface FirstStep {
  readonly title: string;
  /** What is missing for it, or what it is good for. */
  readonly why: string;
  readonly done: boolean;
  /** Where it is done; null: not by this account, or not yet. */
  readonly act: { readonly label: string; readonly href: string } | null;
}

export interface FirstStepsOf {
  readonly account: Pick<Schema['Account'], 'admin'>;
  readonly hosts: readonly Pick<Schema['Host'], 'name' | 'policy'>[];
  readonly tokens: readonly Pick<Schema['Token'], 'scopes' | 'expired'>[];
}

/** The way to a first unikernel: a host, a policy on it, a token for pipelines, a deployment. */
export function firstSteps({ account: { admin }, hosts, tokens }: FirstStepsOf): FirstStep[] {
  const hasHost = hosts.length > 0;
  const usable = hosts.some(({ policy }) => policy !== null);
  const deploys = tokens.some(({ scopes, expired }) => !expired && scopes.some(mayDeploy));
  const place = admin ? [hostStep(hasHost), policyStep(usable, hosts[0]?.name)] : [askStep(usable)];
  return [
    ...place,
    {
      title: 'Create a token',
      why: 'For a pipeline or a script. You need none to deploy in the browser.',
      done: deploys,
      act: { label: 'New token', href: `${paths.tokens}?act=new` },
    },
    {
      title: 'Deploy',
      why: usable
        ? 'Upload an image, and fill in what it needs.'
        : 'You need a policy on a host first.',
      done: false,
      act: usable ? { label: 'Deploy', href: paths.deploy } : null,
    },
  ];
}

const mayDeploy = (scope: string) => scope === 'unikernels:write' || scope === 'admin';

const hostStep = (done: boolean): FirstStep => ({
  title: 'Add a host',
  why: 'A machine that runs albatross: its address, and the certificate and key of its CA.',
  done,
  act: { label: 'Add a host', href: `${paths.hosts}?act=add` },
});

const policyStep = (done: boolean, host: string | undefined): FirstStep => ({
  title: 'Set a policy for yourself',
  why: host
    ? 'Without a policy nobody can deploy on a host, administrators included.'
    : 'You need a host first.',
  done,
  act: host ? { label: 'Set policy', href: `${paths.policies}?act=give&host=${host}` } : null,
});

const askStep = (done: boolean): FirstStep => ({
  title: 'Get a policy on a host',
  why: 'Ask an administrator. It sets how much you may use there.',
  done,
  act: null,
});
