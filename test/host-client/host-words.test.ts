import assert from 'node:assert/strict';
import { explainWords, problemInWords } from '../../src/host-client/host-words.ts';

describe('the words by which a host refuses', () => {
  const cases = [
    ['Unikernel with same name is already running', 'unikernel-exists'],
    ['unikernel with same name already exists', 'unikernel-exists'],
    ['maximum amount of unikernels (2) reached', 'policy-refused'],
    ['maximum allowed memory (64, used 32) would be exceeded (requesting 64)', 'policy-refused'],
    ['CPUids 7 are not allowed by policy', 'policy-refused'],
    ['bridges management not allowed by policy', 'policy-refused'],
    ['no block devices are allowed by policy', 'policy-refused'],
    ['unikernel would exceed running memory limit set by policy to 1 MB', 'policy-refused'],
    ['block device alice:data not found', 'volume-unknown'],
    ['block device alice:data already in use', 'volume-in-use'],
    ['block device alice:data in use', 'volume-in-use'],
    ['dump block: is in use', 'volume-in-use'],
    ['block device with same name already exists', 'volume-exists'],
    ['block device with name alice:data already exists', 'volume-exists'],
    ['specified block device(s) does not match with manifest. Missing: data', 'manifest-mismatch'],
    ['specified bridge(s) does not match with the manifest. Missing: net', 'manifest-mismatch'],
    ['destroy: not found', 'unikernel-unknown'],
    ['get: no unikernel found', 'unikernel-unknown'],
    ['something that nobody has heard of', 'host-refused'],
    ['', 'host-refused'],
  ] as const;
  for (const [words, code] of cases) {
    it(`"${words}" are ${code}`, () => assert.equal(problemInWords(words), code));
  }
});

describe('the words of a host', () => {
  const lost = 'could not create unikernel: console failed';

  it('come with what to do where the console of the host is lost', () => {
    assert.match(explainWords(lost), /: console failed\. .* until albatrossd itself is restarted/);
    const more = `${lost}, and also no tap while cleaning resources`;
    assert.match(explainWords(more), /resources\. .* until albatrossd itself is restarted/);
  });

  it('come with what is likely where a volume cannot be written', () => {
    assert.equal(
      explainWords('error writing to file descriptor'),
      'error writing to file descriptor. Most likely the disk of the host is full; the log of albatrossd says more.',
    );
  });

  it('stay as they are where they say it all', () => {
    assert.equal(explainWords('destroy: not found'), 'destroy: not found');
  });
});
