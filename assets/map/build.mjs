// The shapes of states for the map that the server draws.

/** Return the shapes, and the packages that they come from. */
export async function build() {
  return { files: {}, packages: [] };
}
