"""Letters of other alphabets, and digits, that look like a Latin letter, large or small.

Made by ``.ci/look_alikes`` of Unicode's confusables.txt, version 17.0.0 (UTS #39): what one letter looks like
alone; and letters that by their names are read as a Latin one, as small capitals are.  Not "rn", which looks
like "m" in some typefaces: Arnie isn't Amie.

The table is a part of Unicode's data files, changed, under the following licence.
"""

# UNICODE LICENSE V3
#
# COPYRIGHT AND PERMISSION NOTICE
#
# Copyright © 1991-2025 Unicode, Inc.
#
# NOTICE TO USER: Carefully read the following legal agreement. BY
# DOWNLOADING, INSTALLING, COPYING OR OTHERWISE USING DATA FILES, AND/OR
# SOFTWARE, YOU UNEQUIVOCALLY ACCEPT, AND AGREE TO BE BOUND BY, ALL OF THE
# TERMS AND CONDITIONS OF THIS AGREEMENT. IF YOU DO NOT AGREE, DO NOT
# DOWNLOAD, INSTALL, COPY, DISTRIBUTE OR USE THE DATA FILES OR SOFTWARE.
#
# Permission is hereby granted, free of charge, to any person obtaining a
# copy of data files and any associated documentation (the "Data Files") or
# software and any associated documentation (the "Software") to deal in the
# Data Files or Software without restriction, including without limitation
# the rights to use, copy, modify, merge, publish, distribute, and/or sell
# copies of the Data Files or Software, and to permit persons to whom the
# Data Files or Software are furnished to do so, provided that either (a)
# this copyright and permission notice appear with all copies of the Data
# Files or Software, or (b) this copyright and permission notice appear in
# associated Documentation.
#
# THE DATA FILES AND SOFTWARE ARE PROVIDED "AS IS", WITHOUT WARRANTY OF ANY
# KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
# MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT OF
# THIRD PARTY RIGHTS.
#
# IN NO EVENT SHALL THE COPYRIGHT HOLDER OR HOLDERS INCLUDED IN THIS NOTICE
# BE LIABLE FOR ANY CLAIM, OR ANY SPECIAL INDIRECT OR CONSEQUENTIAL DAMAGES,
# OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS,
# WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION,
# ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THE DATA
# FILES OR SOFTWARE.
#
# Except as contained in this notice, the name of a copyright holder shall
# not be used in advertising or otherwise to promote the sale, use or other
# dealings in these Data Files or Software without prior written
# authorization of the copyright holder.
#
# SPDX-License-Identifier: Unicode-3.0

TABLE = {
    "A": "\u023a\u0391\u0410\u13aa\ua4ee\U0001f150\U0001f170",
    "B": "\u0181\u0182\u0243\u0392\u0412\u13f4\u2c82\ua4d0\ua796\ua7b4\U0001f151\U0001f171",
    "C": "\u0187\u023b\u03f9\u0421\u13df\u2ca4\ua4da\ua792\ua7c4\U0001f152\U0001f172",
    "D": "\u0110\u018a\u018b\u13a0\ua4d3\ua7c7\U0001f153\U0001f173",
    "E": "\u0246\u0395\u0415\u13ac\ua4f0\U0001f154\U0001f174",
    "F": "\u0191\u03dc\ua4dd\ua798\U0001f155\U0001f175",
    "G": "\u0193\u01e4\u050c\u13c0\u13f3\ua4d6\ua7a0\U0001f156\U0001f176",
    "H": "\u0126\u0397\u041d\u13bb\u2c67\u2c8e\ua4e7\ua7aa\U0001f157\U0001f177",
    "I": "\u0196\u0197\u0399\u0406\u04c0\u2c92\U0001f158\U0001f178",
    "J": "\u0248\u037f\u0408\u13ab\ua4d9\ua7b2\U0001f159\U0001f179",
    "K": "\u0198\u039a\u041a\u13e6\u2c69\u2c94\ua4d7\ua740\ua742\ua744\ua7a2\U0001f15a\U0001f17a",
    "L": "\u0141\u023d\u13de\u2c60\u2c62\u2cd0\ua4e1\ua748\ua7ad\U0001f15b\U0001f17b",
    "M": "\u039c\u03fa\u041c\u13b7\u2c6e\u2c98\ua4df\U0001f15c\U0001f17c",
    "N": "\u019d\u0220\u039d\u2c9a\ua4e0\ua790\ua7a4\U0001f15d\U0001f17d",
    "O": "0\u00d8\u019f\u039f\u041e\u0555\u2c9e\ua4f3\ua74a\ua74c\U0001f15e\U0001f17e",
    "P": "\u01a4\u03a1\u0420\u13e2\u2c63\u2ca2\u2cce\ua4d1\ua750\ua752\ua754\U0001f15f\U0001f17f\U0001f18a",
    "Q": "\ua756\ua758\U0001f160\U0001f180",
    "R": "\u01a6\u024c\u13a1\u13d2\u2c64\ua4e3\ua7a6\U0001f161\U0001f181",
    "S": "\u0405\u054f\u13d5\u13da\u2c7e\ua4e2\ua7a8\ua7c5\ua7c9\U0001f162\U0001f182",
    "T": "\u0166\u01ac\u01ae\u023e\u03a4\u0422\u13a2\u2ca6\ua4d4\U0001f163\U0001f183",
    "U": "\u054d\ua4f4\ua7b8\U0001f164\U0001f184",
    "V": "\u01b2\u0474\u13d9\ua4e6\ua75e\U0001f165\U0001f185",
    "W": "\u051c\u13b3\u13d4\u2c72\ua4ea\U0001f166\U0001f186",
    "X": "\u03a7\u0425\u2cac\ua4eb\ua7b3\U0001f167\U0001f187",
    "Y": "\u01b3\u024e\u03a5\u03d2\u0423\u04ae\u13a9\u13bd\u1efe\u2ca8\ua4ec\U0001f168\U0001f188",
    "Z": "\u01b5\u0224\u0396\u13c3\u2c6b\u2c7f\ua4dc\ua7c6\U0001f169\U0001f189",
    "a": "\u0251\u03b1\u0430\u1d00\u1d8f\u2c65",
    "b": "\u0180\u0183\u0184\u0253\u0299\u042c\u13cf\u1d6c\u1d80\ua797",
    "c": "\u0188\u023c\u0255\u03f2\u0441\u1d04\u2ca5\ua793\ua794\uabaf\U0001df1d",
    "d": "\u0111\u018c\u0221\u0256\u0257\u0501\u13e7\u1d05\u1d6d\u1d81\u1d91\ua4d2\ua7c8",
    "e": "\u0247\u0435\u04bd\u1d07\u1d92\u2c78\uab32\uab34",
    "f": "\u017f\u0192\u0584\u1d6e\u1d82\u1e9d\ua730\ua799\uab35",
    "g": "\u018d\u01e5\u0260\u0261\u0262\u0581\u1d83\ua7a1",
    "h": "\u0127\u0266\u029c\u04bb\u0570\u13c2\u2c68\ua795",
    "i": "\u0131\u0268\u0269\u026a\u03b9\u0456\u0582\u13a5\u1d96\u1fbe\u2c93\ua647\uab75\U0001df1a",
    "j": "\u0249\u029d\u03f3\u0458\u1d0a",
    "k": "\u0199\u1d0b\u1d84\u2c6a\ua741\ua743\ua745\ua7a3",
    "l": (
        "1|\u0142\u019a\u01c0\u0234\u026b\u026c\u026d\u029f\u04cf\u1d85\u2c61\ua4f2\ua749"
        "\ua78e\uab37\uab38\uab39\U0001df11\U0001df13"
    ),
    "m": "\u0271\u1d0d\u1d6f\u1d86\uab3a",
    "n": "\u019e\u0235\u0272\u0273\u0274\u0578\u057c\u1d70\u1d87\ua791\ua7a5\uab3b",
    "o": "\u00f8\u03bf\u03c3\u03ed\u043e\u0585\u1d0f\u1d11\u2c7a\u2c9f\ua74b\ua74d\uab3d\U0001df1b",
    "p": ("\u00fe\u01a5\u01bf\u03c1\u03f1\u03f8\u0440\u1d18\u1d71\u1d7d\u1d88\u2ca3\u2ccf\ua751\ua753\ua755"),
    "q": "\u024b\u02a0\u051b\u0563\u0566\ua757\ua759\ua7af",
    "r": (
        "\u024d\u027c\u027d\u027e\u0280\u0433\u1d26\u1d72\u1d73\u1d89\u2c85\ua7a7\uab47\uab48\uab49"
        "\uab81\U0001df16"
    ),
    "s": "\u01bd\u023f\u0282\u0455\u1d74\u1d8a\ua731\ua7a9\ua7ca\uabaa\U0001df1e",
    "t": "\u0167\u01ab\u01ad\u0236\u0288\u1d1b\u1d75\u2c66\U0001df09",
    "u": "\u028b\u03c5\u057d\u1d1c\u1d99\ua79f\ua7b9\uab4e\uab52",
    "v": "\u03bd\u0475\u1d20\u2c71\u2c74\ua75f\uaba9",
    "w": "\u026f\u0448\u0461\u051d\u0561\u1d21\u2c73\u2cbd\uab83",
    "x": "\u0445\u1d8d\uab56\uab57\uab58\uab59",
    "y": "\u01b4\u024f\u0263\u028f\u03b3\u0443\u04af\u1d8c\u1eff\u2ca9\uab5a",
    "z": "\u01b6\u0225\u0240\u0290\u0291\u1d22\u1d76\u1d8e\u2c6c\uab93",
}
LOOK_ALIKES = str.maketrans({char: letter for letter, chars in TABLE.items() for char in chars})
