/// Polynomials of the error function, lowest power first: Chebyshev interpolants of 80-digit
/// values.
extension ErrorFunction {
  /// (erf(x)/x - 2/√π)/x² as a polynomial in x², for x² from 0 to ¼; relative error 2⁻⁵⁹.
  static let smallCoefficients: [Double] = [
    -0x1.812746b0379e7p-2, 0x1.ce2f21a042bcfp-4, -0x1.b82ce31286ca6p-6, 0x1.565bcd0d2f387p-8,
    -0x1.c02db3355a85bp-11, 0x1.f9a2dd80b8e29p-14, -0x1.f4c2b3b43d836p-17, 0x1.b7f30850d48a8p-20,
    -0x1.3d8b39d54153dp-23,
  ]

  /// erfinv(x)/x as a polynomial in w = -log(1 - x²), for w up to 5; relative error 7·10⁻⁹.
  static let inverseCentre: [Double] = [
    0.8862269240366252, 0.2320137191674767, 0.011549125394869162, -0.0023351778894647626,
    -0.00012664606589726237, 4.411677972485964e-05, 4.125453006630876e-06, -2.0028661418982524e-06,
    2.2368352332761892e-07, -8.902386407002339e-09,
  ]

  /// erfinv(x)/x as a polynomial in √w, for √w from 2.23 to 3.5; relative error 10⁻⁸.
  static let inverseShoulder: [Double] = [
    -0.6246877965971029, 5.04050076866289, -6.920314125093002, 5.594930720421688,
    -2.6012233317451976, 0.7399557107054909, -0.12799610727770241, 0.012425267874382832,
    -0.0005211380146836369,
  ]

  /// erfinv(x)/x as a polynomial in √w, for √w from 3.5 to 6.14, where x is the double below 1;
  /// relative error 2·10⁻⁸.
  static let inverseTail: [Double] = [
    0.4677076290642355, 0.07284161522878324, 0.5919915767450957, -0.21913964791334403,
    0.051680550755777106, -0.007901530527902137, 0.0007610689093320211, -4.208328792404395e-05,
    1.0205468766564355e-06,
  ]

  /// exp(x²)·erfc(x) as polynomials in the distance from the middle of each interval. The intervals
  /// divide each octave of 1 + x into four. The first two of the sixteen numbers are the high
  /// and the low part of the constant; relative error 2⁻⁵⁹.
  static let complementTable: [Double] = [
    // from 0 to 0.25
    0x1.bf16ef058facfp-1, -0x1.07c49978e8d32p-55, -0x1.d1f52e46ef826p-1, 0x1.84d8493cb1bcap-1,
    -0x1.163c18bf90dc9p-1, 0x1.6210c624bfa11p-2, -0x1.99c4e0953b1fep-3, 0x1.b5f0a0248ffecp-4,
    -0x1.b506ac15221cdp-5, 0x1.9aa03562db1cep-6, -0x1.6da7b3b5b86f8p-7, 0x1.3637c90cf4254p-8,
    -0x1.f7a5b7bd1f6bp-10, 0x1.88a113565f4cdp-11, -0x1.290d15ddec6a6p-12, 0x1.aeacd17e6a24bp-14,
    // from 0.25 to 0.5
    0x1.5f28ade3ca4acp-1, -0x1.29d4ae110b505p-57, -0x1.3a5c679d7bb59p-1, 0x1.d28c0e1177cd5p-2,
    -0x1.2e82dbf846fecp-2, 0x1.611afb945d2dcp-3, -0x1.7a16147a55b23p-4, 0x1.78491fa73c331p-5,
    -0x1.5f774779fcaa8p-6, 0x1.3662c240220a1p-7, -0x1.04aee6f0a3ec1p-8, 0x1.a2698c30fea2ep-10,
    -0x1.421ccd9c5721bp-11, 0x1.dd582455f7567p-13, -0x1.57b46eabaecd3p-14, 0x1.db6e093dcbaf7p-16,
    // from 0.5 to 0.75
    0x1.1d16b5809eaf6p-1, 0x1.043e5f49b4044p-55, -0x1.babd0e4f1a24dp-2, 0x1.2577420fcd07dp-2,
    -0x1.59c35c06f7ffep-3, 0x1.72d46a9b3f0fap-4, -0x1.6fce5df0ba19dp-5, 0x1.552fe7000692ap-6,
    -0x1.2a7f4fb7869edp-7, 0x1.efd03c2d0fbddp-9, -0x1.88ef9a320bc16p-10, 0x1.2a6ab0a51676ep-11,
    -0x1.b3e43db9ba2abp-13, 0x1.3312688cc48d6p-14, -0x1.a4fce0f25bf1ep-16, 0x1.15db2c5be3d44p-17,
    // from 0.75 to 1
    0x1.db747ee409ac5p-2, -0x1.55a083acba9f3p-56, -0x1.4369f60195edcp-2, 0x1.80ef8f454cf88p-3,
    -0x1.9d5868de0b581p-4, 0x1.9831c2c85003fp-5, -0x1.779dd2a3da28ap-6, 0x1.452648d62b734p-7,
    -0x1.0ab3832b835cdp-8, 0x1.a0ef7ee614317p-10, -0x1.37fe712be7d6p-11, 0x1.c0b37ca72c347p-13,
    -0x1.370949aaa17ddp-14, 0x1.a0d2834c0b489p-16, -0x1.1021e619a62c4p-17, 0x1.56e8e7e1e2401p-19,
    // from 1 to 1.5
    0x1.78a692138767ap-2, 0x1.4797400f19192p-63, -0x1.abaacdbfa8b07p-3, 0x1.b56f45eef7e58p-4,
    -0x1.9b635ac624aacp-5, 0x1.68a25a6641f0fp-6, -0x1.299636d6cc78p-7, 0x1.d1b695aac3b75p-9,
    -0x1.5b8bc93be2cfcp-10, 0x1.f0fe6fa38ae29p-12, -0x1.55c091473d69dp-13, 0x1.c5704c211f94ap-15,
    -0x1.22ef171276aeep-16, 0x1.6a0a03aa8bddp-18, -0x1.be7acdc5ba9ap-20, 0x1.06619375fc922p-21,
    // from 1.5 to 2
    0x1.23cfc2f1dc7ep-2, 0x1.3b1040eb318c2p-57, -0x1.0c3d538446447p-3, 0x1.c8d0cef0f810dp-5,
    -0x1.6cb52fe489456p-6, 0x1.13648a11ffe6ep-7, -0x1.8bf716a8edfbp-9, 0x1.106bd5c044de2p-10,
    -0x1.6838884303dbfp-12, 0x1.cb4c687663b55p-14, -0x1.1b291c3426d9dp-15, 0x1.5273fcedd6c81p-17,
    -0x1.88eee54c7c1b3p-19, 0x1.bc0384dfab0dap-21, -0x1.f14928151e4ep-23, 0x1.0b240c0b45ac3p-24,
    // from 2 to 2.5
    0x1.d94446d627932p-3, -0x1.a8198a8216449p-58, -0x1.6a70d2bb37411p-4, 0x1.0615670e25a7bp-5,
    -0x1.6883f9919a177p-7, 0x1.da595561f7d31p-9, -0x1.2bd251bb2fe84p-10, 0x1.6d7743d3b35a3p-12,
    -0x1.aed7ebc558f93p-14, 0x1.ec773cc51b889p-16, -0x1.117a6b9b9f74cp-17, 0x1.27af477cc6335p-19,
    -0x1.37b2d3e2bafe1p-21, 0x1.40e119faabcc4p-23, -0x1.478772de8066dp-25, 0x1.428297084d79cp-27,
    // from 2.5 to 3
    0x1.8c9eb68ff27d7p-3, -0x1.bb4e763c64a35p-57, -0x1.0305781330099p-4, 0x1.43b98bac83823p-6,
    -0x1.84e9ab30e6ab2p-8, 0x1.c2c72fd72763dp-10, -0x1.f99e41ecb124ep-12, 0x1.131bb16125983p-13,
    -0x1.2312b25805865p-15, 0x1.2bfb5b0d83f91p-17, -0x1.2da32d24fb79ap-19, 0x1.2856fda52a137p-21,
    -0x1.1ccb30f457aedp-23, 0x1.0c1223e921938p-25, -0x1.f4a74bd173f4p-28, 0x1.c52907556b237p-30,
    // from 3 to 4
    0x1.3e0a99a0ee914p-3, -0x1.902cb7976c65ep-60, -0x1.5285d2eb1ef74p-5, 0x1.5d581133378edp-7,
    -0x1.5e5d7e9898f22p-9, 0x1.5632136d8cb0ap-11, -0x1.460abd6b8c152p-13, 0x1.2f839e548ec82p-15,
    -0x1.146bc38cc902cp-17, 0x1.ed2a95b68e70ep-20, -0x1.af5df988867aep-22, 0x1.7250072180c46p-24,
    -0x1.3814aee81380fp-26, 0x1.02b7d2a1c8c2ap-28, -0x1.b641ccba9012cp-31, 0x1.5f71a00a79932p-33,
    // from 4 to 5
    0x1.f5b2a049cf4c6p-4, -0x1.fc4bbbfb1695ap-58, -0x1.aa3eb6a946f7ep-6, 0x1.62c12cb5f7577p-8,
    -0x1.218ed930b236fp-10, 0x1.d00785f2ed4a2p-13, -0x1.6d54b133ec9bcp-15, 0x1.1ad6a32dfad8ap-17,
    -0x1.aef8ea15b5627p-20, 0x1.4354fafb29edap-22, -0x1.de099483b985bp-25, 0x1.5c64dee8492b2p-27,
    -0x1.f4beb087cdd64p-30, 0x1.6341a438d32d1p-32, -0x1.ffd7fc8b66a49p-35, 0x1.61e17f2856383p-37,
    // from 5 to 6
    0x1.9d8a8f2284f2cp-4, -0x1.5b0277fa1ecb8p-58, -0x1.238ca71b93fc3p-6, 0x1.95252b932efe3p-9,
    -0x1.15976ddda3c96p-11, 0x1.774f4826dc84ap-14, -0x1.f4e46d17a549ep-17, 0x1.4a17e19c015eep-19,
    -0x1.add7ac8bdb3b4p-22, 0x1.149cd7786898p-24, -0x1.600032fb79104p-27, 0x1.bb09d28e92873p-30,
    -0x1.13cc640fa7fe1p-32, 0x1.53e6f026c6974p-35, -0x1.a7aa48e1d6aa5p-38, 0x1.ffa31aecd2b1bp-41,
    // from 6 to 7
    0x1.5f75c42e97171p-4, -0x1.a1eaaa8191c3p-58, -0x1.a6e2cf277a0cbp-7, 0x1.f75ef7a0fb2dbp-10,
    -0x1.28787f0e7f4c4p-12, 0x1.59b29296c518ap-15, -0x1.8f23feccb8bbcp-18, 0x1.c871a15eb111cp-21,
    -0x1.028f464393fafp-23, 0x1.224679548e574p-26, -0x1.43003d2c8368bp-29, 0x1.6450c626f8875p-32,
    -0x1.85b5c4cad7ea8p-35, 0x1.a6c691e105afep-38, -0x1.ce9da307f1d6cp-41, 0x1.edc7cc26cfbb4p-44,
    // from 7 to 9
    0x1.1ea8c4009b459p-4, 0x1.e4fa709a9de5ep-59, -0x1.1a5881c7389ebp-7, 0x1.14108e58a9baep-10,
    -0x1.0bfde7c27b0d9p-13, 0x1.0254d2c5cd61fp-16, -0x1.ee9dcc2418da8p-20, 0x1.d6521e13b50f7p-23,
    -0x1.bc4348b079a46p-26, 0x1.a0ed3adc5ee9ap-29, -0x1.84c8df6a9a748p-32, 0x1.6845512cef91bp-35,
    -0x1.4b7900d388d89p-38, 0x1.2f6fe49eca2c9p-41, -0x1.21ee38ffa5c0cp-44, 0x1.062438cdb53a7p-47,
    // from 9 to 11
    0x1.cbe831f997124p-5, -0x1.ed815e254e295p-60, -0x1.6c55c82b4b6b8p-8, 0x1.1f3df0de32f5ep-11,
    -0x1.c2c9072e92b15p-15, 0x1.60131845d0338p-18, -0x1.11b748bb25cf9p-21, 0x1.a7aa3a007d918p-25,
    -0x1.4669c828b99d8p-28, 0x1.f4bfef7c5b31dp-32, -0x1.7e6d059850429p-35, 0x1.22cd764ca1eep-38,
    -0x1.b82f044fd3c45p-42, 0x1.4be69da155788p-45, -0x1.019e41e08b411p-48, 0x1.812face6c83abp-52,
    // from 11 to 13
    0x1.7fd46c5e0864dp-5, 0x1.890aa6df43976p-60, -0x1.fc477b46d665ap-9, 0x1.4f67f473cc4f9p-12,
    -0x1.b92eddb6a4c28p-16, 0x1.21338ab42f2ep-19, -0x1.79e921ac6cb4ep-23, 0x1.ec3b264b9e657p-27,
    -0x1.3f89d99c08caep-30, 0x1.9d8bf913a94f8p-34, -0x1.0ac37fff7bfb8p-37, 0x1.571593cf622b3p-41,
    -0x1.b7c634fc03a78p-45, 0x1.190effd47b20cp-48, -0x1.6eccf3fc5976dp-52, 0x1.d1f1aaf27316ap-56,
    // from 13 to 15
    0x1.494bb2ce2924fp-5, 0x1.5741133d175cep-59, -0x1.76711f8b6cf4dp-9, 0x1.a8b73429cebccp-13,
    -0x1.e08bef3ab51e1p-17, 0x1.0f30b59c108e4p-20, -0x1.3156aeb808b47p-24, 0x1.56f43e58b1adap-28,
    -0x1.8046e786c90c9p-32, 0x1.ad8cef5262e82p-36, -0x1.df04f96393427p-40, 0x1.0a76a77303b56p-43,
    -0x1.27b8059b1ff2cp-47, 0x1.47776f7e5d6dbp-51, -0x1.7053459568cf3p-55, 0x1.95f5f53a8b979p-59,
    // from 15 to 19
    0x1.0f67b1bff7645p-5, -0x1.738b52faf2e84p-59, -0x1.fd20a0cb71092p-10, 0x1.dcb8a7c6aeeb2p-14,
    -0x1.bd9f058f747b2p-18, 0x1.9fd8ef215e9dep-22, -0x1.836964cdd6d97p-26, 0x1.685157eecfffp-30,
    -0x1.4e8fd10d7926ap-34, 0x1.36221d7f022ebp-38, -0x1.1f04b542d910ap-42, 0x1.09304640a132fp-46,
    -0x1.e8bc9f3b781a7p-51, 0x1.c219d4739661dp-55, -0x1.b34d724fed51p-59, 0x1.8f88e2e02fa52p-63,
    // from 19 to 23
    0x1.b7ad8ef8307ccp-6, 0x1.af3ea909de6cep-61, -0x1.4e3cc52793c39p-10, 0x1.fb98687d18238p-15,
    -0x1.8100c74fe5af2p-19, 0x1.23b1721d520aap-23, -0x1.b9813abb5b4f5p-28, 0x1.4dc261a54b5c4p-32,
    -0x1.f80f2eb9c6fc6p-37, 0x1.7c355ee15796cp-41, -0x1.1e79998059a28p-45, 0x1.af39f46da0278p-50,
    -0x1.440f66885403ap-54, 0x1.e6be340c4b81p-59, -0x1.798f6421e3a4dp-63, 0x1.1aeac5bace7ddp-67,
    // from 23 to 27
    0x1.7173c308c43e9p-6, -0x1.e9cda5b8a2735p-60, -0x1.d8252a832fb4bp-11, 0x1.2d73a48df2c3ap-15,
    -0x1.80a1dc85d951bp-20, 0x1.ea608ac1f6342p-25, -0x1.3859b1da65bcp-29, 0x1.8d98932a0857dp-34,
    -0x1.f9b593f9abc1p-39, 0x1.415bbe2e9f77ap-43, -0x1.981a40ec3f27ap-48, 0x1.02edb2cdcb5d6p-52,
    -0x1.483c1dec764c1p-57, 0x1.9fdcfdd5ce167p-62, -0x1.0d8d5d16f1295p-66, 0x1.54f942f0bd73p-71,
    // from 27 to 31
    0x1.3e8ef95095f56p-6, -0x1.bff88b674eb1dp-60, -0x1.5f18990e83c39p-11, 0x1.82ba6dba30634p-16,
    -0x1.a9b9a4bfc451ep-21, 0x1.d460d8ccf1d1p-26, -0x1.0180380757b51p-30, 0x1.1af77fc30b4a8p-35,
    -0x1.36c4d9cae4952p-40, 0x1.551a5f1310914p-45, -0x1.762df00308099p-50, 0x1.9a39462f8a289p-55,
    -0x1.c16c0c0816d97p-60, 0x1.ec243cfbee618p-65, -0x1.121af0f7aa868p-69, 0x1.2bce5cd3f025ap-74,
  ]
}
