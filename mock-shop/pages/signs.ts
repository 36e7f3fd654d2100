/** The sign of each department: strokes in a field of 24 by 24, and the hue of its tiles in degrees. */
const signs: Readonly<Record<string, readonly [hue: number, strokes: string]>> = {
  kitchen: [
    24,
    "M4 10h16v6a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4zM2 10h20M9 6.500c0-1.500 1.500-1.500 1.500-3M14 6.500c0-1.500 1.500-1.500 1.500-3",
  ],
  home: [42, "M8.500 3h7l3.500 8H5zM12 11v8M8 21h8M12 19v2M15 11v2.500"],
  garden: [112, "M12 21v-9M12 12c0-5 3-8 8-8 0 5-3 8-8 8zM12 16c0-4-3-6.500-8-6.500 0 4 3 6.500 8 6.500z"],
  electronics: [
    212,
    "M4 15v-3a8 8 0 0 1 16 0v3M4 15a2 2 0 0 1 4 0v3a2 2 0 0 1-4 0zM16 15a2 2 0 0 1 4 0v3a2 2 0 0 1-4 0z",
  ],
  toys: [338, "M3 13h8v8H3zM13 13h8v8h-8zM8 4h8v9H8z"],
  clothing: [268, "M8 4 3 7.500l2 4 2.500-1V20h9v-9.500l2.500 1 2-4L16 4c0 1.800-1.800 3-4 3S8 5.800 8 4z"],
  sports: [
    178,
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.600 5.600c3 3.400 3 9.400 0 12.800M18.400 5.600c-3 3.400-3 9.400 0 12.800",
  ],
  books: [8, "M12 6c-2-1.500-5-2-9-2v14c4 0 7 .5 9 2 2-1.500 5-2 9-2V4c-4 0-7 .5-9 2zM12 6v14"],
  games: [
    248,
    "M7 8h10a5 5 0 0 1 5 5v1a4 4 0 0 1-7 2.500H9A4 4 0 0 1 2 14v-1a5 5 0 0 1 5-5zM7.500 10.800v3.400M5.800 12.500h3.400M16 11.500h.01M18 13.500h.01",
  ],
  digital: [196, "M12 3v11M7.500 10l4.500 4.500 4.500-4.500M4 16v4h16v-4"],
  offers: [14, "M3 12V4.500A1.500 1.500 0 0 1 4.500 3H12l9 9-9 9zM8 8h.01"],
  "own-brand": [154, "M4 10v10h16V10M2.500 10 5 4h14l2.500 6zM9.500 20v-6h5v6"],
};

/** The rules for the tiles of all departments: a sign as a mask, a hue, and four tints that tell neighbours apart. */
export function composeSignRules(): string {
  const rules = Object.entries(signs).map(([slug, [hue, strokes]]) => {
    const image = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='black' stroke-width='1.2' stroke-linecap='round' stroke-linejoin='round'><path d='${strokes}'/></svg>`;
    return `.${slug} { --hue: ${hue}; --sign: url("data:image/svg+xml,${encodeURIComponent(image)}"); }`;
  });
  return rules.join("\n");
}
