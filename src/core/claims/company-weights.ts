// Written by test/bench/claims-fit.ts from the development parts of the labelled sets.
import { linear } from './linear.ts';

export const COMPANY = linear(`
bias=34 A:and=10 A:ask=10 A:by=14 A:can=23 A:date=-29 A:deliver=15 A:for=-58 A:friend=-27 A:get=5
A:helped=12 A:i=-48 A:if=-50 A:is=5 A:match=-5 A:need=41 A:neg=36 A:number=6 A:of=20 A:only=34
A:other=3 A:past=-10 A:price=-17 A:public=-11 A:save=8 A:staff=18 A:talk=-57 A:the=36 A:they=-47
A:thing=25 A:told=-48 A:trial=4 A:we=-100 A:will=-18 A:with=-42 A:would=19 A:you=-67 A:your=21
B:and=-24 B:ask=41 B:at=-41 B:by=-93 B:can=20 B:date=-3 B:deliver=31 B:for=31 B:friend=-32
B:get=-7 B:helped=-6 B:i=22 B:if=50 B:is=-4 B:keep=-10 B:need=30 B:neg=6 B:number=-56 B:of=29
B:only=45 B:other=-51 B:past=-34 B:price=19 B:public=-57 B:save=-13 B:staff=36 B:talk=48 B:the=11
B:they=-13 B:thing=-50 B:told=57 B:trial=12 B:we=-30 B:will=-21 B:with=-9 B:would=83 B:you=-40
B:your=-27 S:and=-46 S:ask=74 S:at=29 S:by=-37 S:can=39 S:date=-34 S:deliver=18 S:for=42
S:friend=-66 S:get=16 S:give=24 S:helped=-64 S:i=38 S:if=26 S:is=5 S:keep=-23 S:match=-13
S:need=55 S:neg=-19 S:number=-73 S:of=20 S:only=28 S:other=-43 S:past=-25 S:price=-37 S:public=-33
S:save=-7 S:staff=48 S:the=-12 S:they=-14 S:thing=-29 S:told=-32 S:trial=23 S:we=-75 S:will=11
S:with=5 S:would=77 S:you=-78 S:your=14 a,=-41 a1:-=-18 a1:<>=-28 a1:and=-57 a1:ask=-62 a1:at=-53
a1:can=72 a1:for=-15 a1:get=-7 a1:helped=8 a1:i=6 a1:if=-17 a1:is=8 a1:of=58 a1:only=20
a1:other=-8 a1:past=-27 a1:staff=68 a1:talk=-24 a1:the=-17 a1:they=9 a1:told=-17 a1:we=12
a1:will=-12 a1:would=38 a1:you=36 a1:your=-5 a1a2:-_-=84 a1a2:-_<>=-29 a1a2:-_and=-29
a1a2:-_at=-16 a1a2:-_can=-11 a1a2:-_for=12 a1a2:-_friend=-13 a1a2:-_helped=15 a1a2:-_i=-86
a1a2:-_of=-12 a1a2:-_only=-5 a1a2:-_other=-30 a1a2:-_past=-20 a1a2:-_staff=33 a1a2:-_talk=-4
a1a2:-_the=6 a1a2:-_they=-17 a1a2:-_told=26 a1a2:-_we=37 a1a2:-_with=35 a1a2:-_you=-53
a1a2:-_your=23 a1a2:<>_<>=-28 a1a2:and_-=-31 a1a2:and_ask=22 a1a2:and_at=-13 a1a2:and_of=-15
a1a2:and_past=-36 a1a2:and_the=-4 a1a2:and_with=-4 a1a2:and_you=23 a1a2:ask_-=-39
a1a2:ask_helped=8 a1a2:ask_i=-25 a1a2:ask_is=4 a1a2:at_-=-55 a1a2:at_the=-32 a1a2:at_you=-6
a1a2:can_-=58 a1a2:can_get=14 a1a2:can_i=-11 a1a2:can_is=21 a1a2:for_-=-19 a1a2:for_talk=-8
a1a2:for_the=10 a1a2:for_they=-8 a1a2:for_you=-8 a1a2:for_your=-3 a1a2:get_-=14 a1a2:get_you=-5
a1a2:helped_-=10 a1a2:helped_for=-5 a1a2:helped_with=-3 a1a2:i_-=26 a1a2:i_friend=-4
a1a2:i_told=-10 a1a2:if_-=-8 a1a2:if_i=-9 a1a2:is_-=64 a1a2:is_<>=-15 a1a2:is_at=-10
a1a2:is_helped=-14 a1a2:is_of=-3 a1a2:is_only=-3 a1a2:is_the=-8 a1a2:is_they=-7 a1a2:of_other=-6
a1a2:of_the=-9 a1a2:only_-=20 a1a2:past_-=-28 a1a2:past_i=27 a1a2:past_the=-20 a1a2:staff_-=17
a1a2:staff_<>=25 a1a2:staff_of=-9 a1a2:talk_-=-8 a1a2:talk_at=-3 a1a2:talk_i=-13 a1a2:the_-=-15
a1a2:the_you=-25 a1a2:they_-=8 a1a2:they_is=7 a1a2:they_you=-4 a1a2:told_<>=6 a1a2:we_-=11
a1a2:will_-=6 a1a2:with_your=6 a1a2:would_-=31 a1a2:would_is=11 a1a2:you_-=25 a1a2:you_for=-4
a1a2:you_of=5 a1a2:your_-=6 a1a2:your_friend=-11 a:=-18 b"=-3 b1:-=7 b1:<>=-52 b1:and=-6
b1:ask=-29 b1:at=-9 b1:can=41 b1:friend=-7 b1:get=10 b1:helped=-18 b1:i=-15 b1:if=47 b1:is=8
b1:of=6 b1:only=5 b1:other=-58 b1:past=30 b1:talk=34 b1:the=-27 b1:we=-15 b1:with=-7 b1:would=22
b1:you=-10 b1:your=-21 b1a1:-_-=7 b1a1:-_<>=-68 b1a1:-_and=-28 b1a1:-_ask=-13 b1a1:-_can=17
b1a1:-_for=-10 b1a1:-_get=14 b1a1:-_helped=8 b1a1:-_if=-8 b1a1:-_is=18 b1a1:-_of=-4 b1a1:-_past=53
b1a1:-_staff=25 b1a1:-_talk=-4 b1a1:-_the=-31 b1a1:-_they=4 b1a1:-_told=7 b1a1:-_with=-3
b1a1:-_you=-4 b1a1:<>_-=-42 b1a1:<>_<>=-37 b1a1:<>_and=-8 b1a1:<>_ask=-13 b1a1:<>_at=-3
b1a1:<>_can=24 b1a1:<>_for=-18 b1a1:<>_helped=-8 b1a1:<>_i=-4 b1a1:<>_is=25 b1a1:<>_of=37
b1a1:<>_only=-3 b1a1:<>_other=-4 b1a1:<>_past=-9 b1a1:<>_staff=6 b1a1:<>_talk=-6 b1a1:<>_the=-27
b1a1:<>_they=-6 b1a1:<>_told=-4 b1a1:<>_will=28 b1a1:<>_with=-6 b1a1:<>_would=29 b1a1:<>_you=-11
b1a1:<>_your=-6 b1a1:and_-=-37 b1a1:and_<>=10 b1a1:and_and=9 b1a1:and_at=-7 b1a1:and_is=-9
b1a1:and_the=18 b1a1:ask_-=-4 b1a1:ask_is=-8 b1a1:ask_past=-50 b1a1:ask_the=14 b1a1:at_-=57
b1a1:at_and=9 b1a1:at_ask=-21 b1a1:at_at=-24 b1a1:at_for=7 b1a1:at_get=-23 b1a1:at_i=-10
b1a1:at_if=-6 b1a1:at_of=4 b1a1:at_past=-12 b1a1:at_the=-20 b1a1:at_we=-19 b1a1:at_you=41
b1a1:can_-=13 b1a1:for_-=-29 b1a1:for_<>=43 b1a1:for_and=-28 b1a1:for_at=-10 b1a1:for_past=-60
b1a1:helped_and=-8 b1a1:helped_is=-16 b1a1:i_-=-9 b1a1:if_is=19 b1a1:is_-=4 b1a1:of_-=12
b1a1:of_<>=42 b1a1:of_and=4 b1a1:of_ask=-7 b1a1:of_at=-16 b1a1:of_for=-13 b1a1:of_if=-4
b1a1:of_is=-34 b1a1:of_past=-11 b1a1:of_talk=-15 b1a1:of_the=19 b1a1:only_-=-38 b1a1:only_<>=62
b1a1:only_and=-23 b1a1:only_ask=-12 b1a1:only_at=-15 b1a1:only_for=16 b1a1:only_get=-15
b1a1:only_i=-6 b1a1:only_past=-12 b1a1:only_you=28 b1a1:other_-=-23 b1a1:other_is=-16
b1a1:past_-=16 b1a1:past_at=-15 b1a1:talk_ask=5 b1a1:the_-=-14 b1a1:the_<>=-17 b1a1:the_and=-13
b1a1:the_at=13 b1a1:the_is=4 b1a1:the_past=16 b1a1:the_staff=24 b1a1:the_the=-5 b1a1:the_told=-18
b1a1:they_-=-10 b1a1:they_of=-7 b1a1:they_the=-4 b1a1:we_is=-7 b1a1:with_-=16 b1a1:with_<>=-9
b1a1:with_and=-11 b1a1:would_-=19 b1a1:you_-=-3 b1a1:your_-=-15 b2:-=-18 b2:<>=-70 b2:and=-23
b2:ask=57 b2:at=-20 b2:can=11 b2:for=-6 b2:friend=-12 b2:get=18 b2:helped=-29 b2:i=59 b2:is=19
b2:of=-20 b2:only=7 b2:other=-24 b2:past=15 b2:staff=31 b2:talk=-24 b2:the=41 b2:they=-41
b2:told=-28 b2:we=-5 b2:will=-32 b2:with=-3 b2:would=9 b2:you=34 b2:your=23 b2b1:-_-=7
b2b1:-_and=-59 b2b1:-_ask=33 b2b1:-_at=5 b2b1:-_for=18 b2b1:-_helped=-8 b2b1:-_i=-4 b2b1:-_if=8
b2b1:-_is=-17 b2b1:-_of=11 b2b1:-_only=5 b2b1:-_other=-4 b2b1:-_past=23 b2b1:-_the=14
b2b1:-_they=-8 b2b1:-_told=-11 b2b1:-_with=-65 b2b1:-_your=-5 b2b1:<>_<>=-52 b2b1:<>_at=-22
b2b1:<>_for=17 b2b1:<>_if=31 b2b1:<>_the=-62 b2b1:<>_they=-16 b2b1:<>_we=-13 b2b1:<>_would=12
b2b1:<>_you=-8 b2b1:<>_your=-8 b2b1:and_-=-8 b2b1:and_at=-5 b2b1:ask_-=-17 b2b1:ask_at=32
b2b1:ask_is=15 b2b1:ask_the=24 b2b1:at_-=-8 b2b1:at_ask=10 b2b1:at_of=-5 b2b1:at_the=-49
b2b1:at_they=8 b2b1:can_-=22 b2b1:can_the=-7 b2b1:for_get=10 b2b1:for_is=10 b2b1:for_talk=17
b2b1:for_the=-30 b2b1:for_they=18 b2b1:for_your=-3 b2b1:friend_at=-4 b2b1:friend_of=-28
b2b1:friend_only=-4 b2b1:helped_at=-13 b2b1:helped_of=-13 b2b1:helped_only=-11 b2b1:helped_with=-4
b2b1:i_-=-11 b2b1:i_the=53 b2b1:is_-=6 b2b1:is_at=7 b2b1:of_-=-29 b2b1:of_the=7 b2b1:only_the=7
b2b1:other_-=-9 b2b1:other_at=16 b2b1:other_of=-26 b2b1:other_only=27 b2b1:past_-=14
b2b1:past_at=-19 b2b1:past_the=-20 b2b1:staff_-=4 b2b1:staff_at=10 b2b1:staff_of=19
b2b1:staff_only=25 b2b1:talk_-=-11 b2b1:talk_ask=-20 b2b1:talk_at=-9 b2b1:talk_for=6
b2b1:talk_the=18 b2b1:the_at=37 b2b1:they_-=-55 b2b1:they_the=-3 b2b1:told_-=57 b2b1:told_ask=-38
b2b1:told_at=-74 b2b1:told_for=-21 b2b1:told_the=40 b2b1:we_-=29 b2b1:we_at=-23 b2b1:we_helped=-17
b2b1:we_other=-11 b2b1:will_-=16 b2b1:with_-=10 b2b1:with_of=-3 b2b1:with_the=-4 b2b1:would_-=-14
b2b1:you_-=-40 b2b1:you_at=48 b2b1:you_helped=17 b2b1:you_other=-6 b2b1:you_the=-9
b2b1:you_they=-4 b2b1:you_with=-7 b2b1:your_at=48 b2b1:your_helped=-16 b2b1:your_other=-26 b:=53
begins=-55 beside:0=-73 beside:1=53 beside:2=-26 beside:3=-29 camel=51 caps=-94 field:body=-33
field:subject=61 greets=-25 joined=-62 named:false=33 named:false*b1:-=7 named:false*b1:<>=-36
named:false*b1:ask=-17 named:false*b1:at=19 named:false*b1:can=41 named:false*b1:friend=-5
named:false*b1:get=10 named:false*b1:helped=-15 named:false*b1:i=-13 named:false*b1:if=45
named:false*b1:is=10 named:false*b1:of=26 named:false*b1:only=28 named:false*b1:other=-57
named:false*b1:past=35 named:false*b1:talk=34 named:false*b1:the=-9 named:false*b1:we=-15
named:false*b1:would=22 named:false*b1:you=-10 named:false*b1:your=-20 named:false*names:0=13
named:false*names:1=44 named:false*names:2=33 named:false*names:3=11 named:true=-111
named:true*b1:-=4 named:true*b1:<>=-20 named:true*b1:and=-4 named:true*b1:ask=-12
named:true*b1:at=-30 named:true*b1:for=-3 named:true*b1:of=-19 named:true*b1:only=-24
named:true*b1:the=-18 named:true*b1:with=-6 named:true*names:0=-4 named:true*names:1=-34
named:true*names:2=-41 named:true*names:3=-32 names:0=8 names:1=-6 names:2=-4 names:3=-4
names:4=-17 next:i=9 next:they=-88 next:we=17 next:you=35 next:your=14 noun=-192 owner=100
prev:helped=32 prev:other=-20 prev:your=58 q=11 sounds=42 times:2=-43 title=-16 words:1=-59
words:2=61 words:3=8
`);
