/// What somebody may have meant by a character that is not in the language.
enum Lookalike {
  static func help(for scalar: UInt32) -> String? {
    switch scalar {
    case 0xFF08, 0xFF09: "write an ASCII parenthesis: `(` or `)`"
    case 0xFF0C, 0x3001: "write an ASCII comma: `,`"
    case 0xFF0B: "write an ASCII plus sign: `+`"
    case 0xFF1D: "write an ASCII equals sign: `=`"
    case 0x2018, 0x2019, 0x201C, 0x201D: "programs have no quotation marks; remove it"
    case 0x22: #"only the column of a file has quotation marks: `D["Voltage (V)"]` with `D=@FILE`"#
    case 0x2013, 0x2014: "write a minus sign: `-`"
    case 0xB2: "write `^2` for a square"
    case 0xB3: "write `^3` for a cube"
    case 0xB9, 0x2070...0x2079, 0x207F: "write a power as `^n`"
    case 0x2080...0x2089: "write an index as `_1`"
    case 0x221A: "write `sqrt(…)`"
    case 0x2211: "write `sum(…)`"
    case 0x220F: "write `prod(…)`"
    case 0x221E: "write `inf`"
    case 0x2227: "write `&&`"
    case 0x2228: "write `||`"
    case 0x26: "write `&&` for the logical and"
    case 0x7C: "write `||` for the logical or, `abs(…)` for the absolute value"
    case 0x7E: "write `!` for the logical not"
    case 0x3F: "write `if(a, b, c)` for `a ? b : c`"
    case 0x40, 0x24: "names consist of letters, digits and `_`"
    case 0x25: "write `mod(x, y)` or `rem(x, y)`; a comment starts with `#`"
    case 0x7B, 0x7D: "write parentheses `( )`; a matrix is written `[1, 2; 3, 4]`"
    case 0x2E: "write a point only inside a number or before `*`, `/`, `^`"
    case 0x300...0x36F: "combining marks cannot be part of a name"
    case 0x660...0x669, 0x6F0...0x6F9, 0x966...0x96F, 0xFF10...0xFF19:
      "write ASCII digits: `0` to `9`"
    default: nil
    }
  }
}
