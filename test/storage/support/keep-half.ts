import { generatedImage, piecesOf } from './image-of.ts';
import { openKept, placeAddress } from './place-at.ts';

/** Begins to keep an image, says when half of it was taken, and waits to be killed. */
const size = Number(process.argv[3]);
const { kept } = await openKept(placeAddress.parse(JSON.parse(`${process.argv[2]}`)));

async function* half() {
  let sent = 0;
  for (const piece of piecesOf(1, size)) {
    if (sent > size / 2) {
      process.send?.('half');
      await new Promise(() => {});
    }
    yield piece;
    sent += piece.length;
  }
}

process.once('disconnect', () => process.exit());
await kept.keep(generatedImage(1, size, half));
