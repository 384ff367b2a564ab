import { z } from 'zod';
import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import { explainIssue } from '../base/explain-issue.ts';
import { fieldErrors } from '../http/problems.ts';
import {
  type CreateConfig,
  createConfig,
  type RestartChanges,
  restartBody,
} from '../unikernels/request-schema.ts';
import { type DeployConfig, deployConfig } from '../unikernels/rollouts/schema.ts';
import { failBehaviourField } from './fail-behaviour.ts';
import { parseLeniently } from './json-body.ts';
import { type MollymawkProblem, malformed } from './mollymawk-problem.ts';

const integer = (name: string) => z.int(`${name} must be an integer`);
const badDevice = 'bad json, either string or assoc';
const badMember = "couldn't decode json";
const vcpusRule = 'vcpus must be a positive integer greater than 0';
const startupRule = 'startup must be an integer between 1 and 100, default is 50';

const device = { name: z.string('name must be present in the json') };
const hostDevice = { host_device: z.string(badMember).nullish() };

const blockDevice = z
  .object({ ...device, ...hostDevice, sector_size: z.int(badMember).nullish() }, badDevice)
  .transform(({ name, host_device, sector_size }) => ({
    name,
    volume: host_device ?? name,
    sectorSize: sector_size ?? undefined,
  }));

const networkDevice = z
  .object({ ...device, ...hostDevice, mac: z.string(badMember).nullish() }, badDevice)
  .transform(({ name, host_device, mac }) => ({
    name,
    bridge: host_device ?? name,
    mac: mac ?? undefined,
  }));

/** A device is an object, or its name alone. */
const devices = <T extends z.ZodType>(full: T, rule: string) =>
  z
    .array(
      z.preprocess((value) => (typeof value === 'string' ? { name: value } : value), full),
      rule,
    )
    .optional();

const config = z.object(
  {
    typ: z
      .string('typ must be a string')
      .refine((text) => text === 'solo5', "only 'solo5' is supported as typ here")
      .default('solo5'),
    cpuids: z
      .array(z.int('CPUid is not an int'), 'CPUids must be a list of integers')
      .min(1, 'CPUids cannot be an empty list')
      .optional(),
    cpuid: integer('cpuid').optional(),
    memory: integer('memory').optional(),
    vcpus: z.int(vcpusRule).positive(vcpusRule).optional(),
    numcpus: z.int(vcpusRule).positive(vcpusRule).optional(),
    linux_boot_partition: z.string('linux_boot_partition must be a string').nullish(),
    fail_behaviour: failBehaviourField.default('quit'),
    network_interfaces: devices(networkDevice, 'expected a list of network devices'),
    block_devices: devices(blockDevice, 'expected a list of block devices'),
    arguments: z
      .array(z.string('argument is not a string'), 'arguments must be a list of strings')
      .default([]),
    startup: z.int(startupRule).min(0, startupRule).max(100, startupRule).optional(),
  },
  'not a json assoc',
);

/**
 * mollymawk's configuration of a unikernel (`unikernel_config`, the `arguments` of a restart) as
 * version 1 would be given it. Lenient where mollymawk's handbook needs it: `typ` may be missing
 * and `cpuid` stands for `cpuids`. `vcpus`, by its other name `numcpus`, and
 * `linux_boot_partition` mean nothing to solo5; unknown members are passed over, as there.
 */
const configField = config.transform((given, context) => {
  const { cpuid, cpuids = cpuid === undefined ? undefined : [cpuid] } = given;
  if (!cpuids) context.addIssue({ code: 'custom', message: 'cpuids must be a list of integers' });
  return {
    cpuids,
    memory: given.memory,
    arguments: given.arguments,
    blockDevices: given.block_devices,
    networkDevices: given.network_interfaces,
    failBehaviour: given.fail_behaviour,
    startup: given.startup,
  };
});

/** What a unikernel is to be created with. Throws the 400 that says what is wrong. */
export function readCreation(text: string, name: Label, force: boolean): CreateConfig {
  const prefix = 'Invalid unikernel arguments:';
  return check(createConfig, { ...read(text, prefix), name, force }, prefix);
}

/** What a restart changes. Throws the 400 that says what is wrong. */
export function readRestart(text: string): RestartChanges {
  const prefix = 'Error parsing arguments:';
  return check(restartBody, read(text, prefix), prefix);
}

/** What an update is deployed with. Throws the 400 that says what is wrong. */
export function readUpdate(value: unknown): DeployConfig {
  const prefix = 'Could not get the unikernel arguments json:';
  return check(deployConfig, readValue(value, prefix), prefix);
}

function read(text: string, prefix: string): z.output<typeof configField> {
  return readValue(parseJson(text, prefix), prefix);
}

function readValue(value: unknown, prefix: string): z.output<typeof configField> {
  const parsed = configField.safeParse(value);
  if (parsed.success) return parsed.data;
  throw refusal(prefix, parsed.error.issues[0]?.message ?? 'not usable');
}

function parseJson(text: string, prefix: string): unknown {
  try {
    return parseLeniently(text);
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    throw refusal(prefix, cause.detail, cause);
  }
}

/** Version 1 has limits that mollymawk leaves to the host. */
function check<S extends z.ZodType>(schema: S, value: unknown, prefix: string): z.output<S> {
  const parsed = schema.safeParse(value, { error: explainIssue });
  if (parsed.success) return parsed.data;
  const faults = fieldErrors(parsed.error.issues);
  throw refusal(prefix, faults.map(({ path, message }) => `${path} ${message}`).join('; '));
}

function refusal(prefix: string, text: string, cause?: unknown): MollymawkProblem {
  return malformed(`${prefix} ${text}`, { code: 'invalid-body', cause });
}
