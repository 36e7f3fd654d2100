/** Uniform numbers in (0, 1) from two seeds, fast enough for 10,000,000s of draws (Doty-Humphrey's sfc32). */
export function buildUniformStream(seed: number, stream: number): () => number {
  let a = seed | 0;
  let b = stream | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const draw = () => {
    const mixed = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + mixed) | 0;
    return ((mixed >>> 0) + 0.5) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) draw();
  return draw;
}
