import { describe, expect, it } from "vitest";
import { swatchStyle } from "../src/element/swatch";

describe("a swatch of the legend", () => {
  it("has the marks of the map on its colour", () => {
    const hatched = swatchStyle({ color: "#eeeeec", pattern: { kind: "hatch", color: "#737373", every: 8.5, width: 1.1 } });
    expect(hatched.backgroundColor).toBe("#eeeeec");
    expect(hatched.backgroundImage).toContain("135deg, #737373 0 1.1px, transparent 1.1px 6.01px");
    const dotted = swatchStyle({ color: "#d4d4d2", pattern: { kind: "dots", color: "#737373", every: 8, radius: 1.2 } });
    expect(dotted.backgroundSize).toBe("8px 8px");
    expect(dotted.backgroundImage?.match(/radial-gradient/g)).toHaveLength(2);
  });

  it("is its colour alone without a pattern", () => {
    expect(swatchStyle({ color: "#045a8d" })).toEqual({ backgroundColor: "#045a8d" });
    expect(swatchStyle({ color: "#f7f7f5", pattern: { kind: "outline", color: "#737373", width: 0.6 } })).toEqual({ backgroundColor: "#f7f7f5" });
  });
});
