import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseName } from '../../src/albatross/names.ts';
import { argumentFault, escaped, isOneWord } from '../../src/unikernels/argument-words.ts';
import { plainArguments } from '../emulator/support/unikernels.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith, update } from './deploy-form.ts';
import { UnikernelWorld } from './unikernel-world.ts';

const one = '/hosts/one/unikernels/hello';

/** Takes a command line apart as MirageOS does (`parse-argv`), written anew; null: it cannot. */
function mirageWords(line: string): string[] | null {
  const words: string[] = [];
  let [word, quote, rest] = ['', '', line];
  while (rest !== '') {
    const [first = ''] = rest;
    rest = rest.slice(1);
    if (quote !== "'" && first === '\\') {
      if (rest === '') return null;
      word += rest[0];
      rest = rest.slice(1);
    } else if (first === quote) quote = '';
    else if (quote === '' && (first === "'" || first === '"')) quote = first;
    else if (quote === '' && /\s/.test(first)) {
      words.push(word);
      word = '';
    } else word += first;
  }
  return quote === '' ? [...words, word].filter(Boolean) : null;
}

const texts = fc
  .array(fc.constantFrom('a', '-', ' ', '\n', '\t', "'", '"', '\\'))
  .map((all) => all.join(''));

describe('an argument of a unikernel', () => {
  it('is one word where MirageOS finds just one, whatever stands beside it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const words = mirageWords(`--before ${text} --after`);
        const isOne = words?.length === 3 && words[0] === '--before' && words[2] === '--after';
        if (isOneWord(text)) assert.ok(isOne, `${words}`);
        else if (!/^\s|\s$|''|""/.test(text)) assert.ok(!isOne, `${words}`);
      }),
    );
  });

  it('is what was meant where it is escaped', () => {
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(text !== '');
        assert.deepEqual(mirageWords(escaped(text)), [text]);
        assert.equal(argumentFault(escaped(text)), null);
      }),
    );
  });
});

describe('arguments that would become others', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await UnikernelWorld.open({ actors: { alice: tokenActor(['unikernels:write']) } });
  });
  afterEach(() => world.close());

  for (const [what, text, said] of [
    ['a space', '--motd=good day', 'put a backslash before white space'],
    ['a newline', 'a\nb', 'put a backslash'],
    ['nothing', '', 'leave it out'],
    ['quotes around nothing', '""', 'leave it out'],
    ['a quote that does not end', "it's", 'put a backslash'],
    ['an escape of nothing', 'C:\\', 'put a backslash'],
  ] as const) {
    it(`are refused before the host hears of them [${what}]`, async () => {
      const answer = await create(world, { name: 'hello', arguments: ['--fine', text] });
      const errors = [{ path: 'arguments.1' }];
      assert.partialDeepStrictEqual(answer.json, { status: 400, errors });
      assert.ok(answer.text.includes(said), answer.text);
      assert.equal(world.seen('unikernel-create'), 0);
    });
  }

  it('stay where they run already, with a warning, and are refused beside them', async () => {
    const image = imageWith();
    const { unikernels } = world.emulator.host;
    const given = { ...plainArguments, arguments: ['old one', '--fine'], memory: 32 };
    await unikernels.create(parseName('alice:hello'), {
      ...{ ...given, type: 'solo5', compressed: false, image },
    });
    const { json } = await world.ask(one);
    assert.match(`${Reflect.get(Object(json), 'warnings')}`, /^The argument "old one" would not/);
    const restart = (json: object) => world.ask(`${one}/restart`, { json });
    for (const changes of [
      {},
      { addName: true },
      { arguments: ['--new', 'old one', 'no\u00a0break'] },
    ]) {
      const kept = await restart(changes);
      assert.equal(kept.status, 200, kept.text);
    }
    assert.equal((await update(world, 'hello', imageWith([], 'next'))).status, 200);
    const refused = await restart({ arguments: ['old one', 'new one'] });
    const errors = [{ path: 'arguments.1' }];
    assert.partialDeepStrictEqual(refused.json, { status: 400, errors });
    const mended = await restart({ arguments: [escaped('old one')] });
    assert.partialDeepStrictEqual(mended.json, { warnings: [] });
  });
});
