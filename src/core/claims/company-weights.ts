// Written by test/bench/claims-fit.ts from the development parts of the labelled sets.
import { linear } from './linear.ts';

export const COMPANY = linear(`
bias=34 A:and=10 A:ask=11 A:by=15 A:can=23 A:date=-30 A:deliver=16 A:for=-61 A:friend=-27 A:get=5
A:helped=13 A:i=-49 A:if=-49 A:is=5 A:match=-5 A:need=41 A:neg=37 A:number=6 A:of=22 A:only=34
A:past=-9 A:price=-16 A:public=-11 A:save=9 A:staff=36 A:talk=-58 A:the=34 A:they=-46 A:thing=24
A:told=-51 A:trial=3 A:we=-101 A:will=-18 A:with=-42 A:would=19 A:you=-59 A:your=20 B:and=-27
B:ask=42 B:at=-41 B:by=-92 B:can=21 B:date=-3 B:deliver=29 B:for=37 B:friend=-32 B:get=-7
B:helped=-8 B:i=23 B:if=50 B:is=-4 B:keep=-10 B:need=30 B:neg=4 B:number=-55 B:of=28 B:only=46
B:other=-50 B:past=-32 B:price=19 B:public=-59 B:save=-13 B:staff=33 B:talk=47 B:the=11 B:they=-16
B:thing=-49 B:told=54 B:trial=12 B:we=-30 B:will=-20 B:with=-8 B:would=80 B:you=-42 B:your=-27
S:and=-48 S:ask=75 S:at=26 S:by=-38 S:can=39 S:date=-34 S:deliver=17 S:for=45 S:friend=-67
S:get=17 S:give=24 S:helped=-65 S:i=35 S:if=27 S:keep=-24 S:match=-13 S:need=55 S:neg=-20
S:number=-72 S:of=17 S:only=26 S:other=-45 S:past=-29 S:price=-38 S:public=-34 S:save=-6
S:staff=56 S:the=-10 S:they=-15 S:thing=-31 S:told=-34 S:trial=24 S:we=-75 S:will=10 S:with=5
S:would=74 S:you=-77 S:your=13 a,=-44 a1:-=-13 a1:<>=-29 a1:and=-57 a1:ask=-63 a1:at=-53 a1:can=72
a1:for=-14 a1:get=-7 a1:helped=7 a1:i=6 a1:if=-16 a1:is=11 a1:of=58 a1:only=20 a1:other=-9
a1:past=-26 a1:staff=59 a1:talk=-23 a1:the=-17 a1:they=10 a1:told=-19 a1:we=13 a1:will=-13
a1:would=39 a1:you=34 a1:your=-5 a1a2:-_-=79 a1a2:-_<>=-32 a1a2:-_and=-30 a1a2:-_at=-17
a1a2:-_can=-10 a1a2:-_for=12 a1a2:-_friend=-13 a1a2:-_helped=14 a1a2:-_i=-86 a1a2:-_of=-12
a1a2:-_only=-5 a1a2:-_other=-30 a1a2:-_past=-20 a1a2:-_staff=28 a1a2:-_talk=-4 a1a2:-_the=6
a1a2:-_they=-18 a1a2:-_told=24 a1a2:-_we=38 a1a2:-_with=33 a1a2:-_you=-27 a1a2:-_your=23
a1a2:<>_<>=-29 a1a2:and_-=-30 a1a2:and_ask=23 a1a2:and_at=-13 a1a2:and_of=-15 a1a2:and_past=-36
a1a2:and_the=-4 a1a2:and_with=-4 a1a2:and_you=22 a1a2:ask_-=-40 a1a2:ask_helped=8 a1a2:ask_i=-25
a1a2:ask_is=4 a1a2:at_-=-54 a1a2:at_the=-32 a1a2:at_you=-6 a1a2:can_-=58 a1a2:can_get=14
a1a2:can_i=-11 a1a2:can_is=21 a1a2:for_-=-18 a1a2:for_talk=-8 a1a2:for_the=10 a1a2:for_they=-8
a1a2:for_you=-8 a1a2:for_your=-3 a1a2:get_-=14 a1a2:get_you=-5 a1a2:helped_-=10 a1a2:helped_for=-5
a1a2:helped_with=-3 a1a2:i_-=26 a1a2:i_friend=-4 a1a2:i_told=-9 a1a2:if_-=-8 a1a2:if_i=-8
a1a2:is_-=64 a1a2:is_<>=-15 a1a2:is_at=-10 a1a2:is_helped=-13 a1a2:is_of=-3 a1a2:is_only=-3
a1a2:is_the=-7 a1a2:is_they=-7 a1a2:of_other=-6 a1a2:of_the=-8 a1a2:only_-=20 a1a2:past_-=-25
a1a2:past_i=24 a1a2:past_the=-19 a1a2:staff_-=13 a1a2:staff_<>=24 a1a2:staff_of=-10 a1a2:talk_-=-8
a1a2:talk_i=-13 a1a2:the_-=-15 a1a2:the_you=-25 a1a2:they_-=9 a1a2:they_is=8 a1a2:they_you=-4
a1a2:told_<>=5 a1a2:we_-=11 a1a2:will_-=6 a1a2:with_your=6 a1a2:would_-=32 a1a2:would_is=11
a1a2:you_-=24 a1a2:you_for=-4 a1a2:you_of=4 a1a2:your_-=7 a1a2:your_friend=-11 a:=-18 b"=-3 b,=4
b1:-=7 b1:<>=-51 b1:and=-5 b1:ask=-28 b1:at=-8 b1:can=41 b1:for=-5 b1:friend=-6 b1:get=9
b1:helped=-18 b1:i=-15 b1:if=47 b1:is=7 b1:of=8 b1:only=5 b1:other=-57 b1:past=30 b1:talk=33
b1:the=-26 b1:we=-15 b1:with=-7 b1:would=23 b1:you=-10 b1:your=-23 b1a1:-_-=5 b1a1:-_<>=-67
b1a1:-_and=-29 b1a1:-_ask=-13 b1a1:-_can=17 b1a1:-_for=-10 b1a1:-_get=14 b1a1:-_helped=7
b1a1:-_if=-8 b1a1:-_is=19 b1a1:-_of=-3 b1a1:-_past=54 b1a1:-_staff=24 b1a1:-_talk=-4
b1a1:-_the=-32 b1a1:-_they=4 b1a1:-_told=7 b1a1:-_you=-4 b1a1:<>_-=-42 b1a1:<>_<>=-37
b1a1:<>_and=-8 b1a1:<>_ask=-12 b1a1:<>_at=-3 b1a1:<>_can=25 b1a1:<>_for=-18 b1a1:<>_helped=-8
b1a1:<>_i=-4 b1a1:<>_is=25 b1a1:<>_of=36 b1a1:<>_only=-3 b1a1:<>_other=-4 b1a1:<>_past=-8
b1a1:<>_staff=5 b1a1:<>_talk=-5 b1a1:<>_the=-26 b1a1:<>_they=-6 b1a1:<>_told=-4 b1a1:<>_will=28
b1a1:<>_with=-6 b1a1:<>_would=29 b1a1:<>_you=-11 b1a1:<>_your=-6 b1a1:and_-=-38 b1a1:and_<>=10
b1a1:and_and=9 b1a1:and_at=-6 b1a1:and_is=-9 b1a1:and_the=18 b1a1:ask_-=-4 b1a1:ask_is=-8
b1a1:ask_past=-49 b1a1:ask_the=14 b1a1:at_-=54 b1a1:at_and=9 b1a1:at_ask=-21 b1a1:at_at=-25
b1a1:at_for=8 b1a1:at_get=-22 b1a1:at_i=-9 b1a1:at_if=-6 b1a1:at_of=4 b1a1:at_past=-11
b1a1:at_the=-20 b1a1:at_we=-19 b1a1:at_you=39 b1a1:can_-=13 b1a1:for_-=-30 b1a1:for_<>=42
b1a1:for_and=-29 b1a1:for_at=-10 b1a1:for_past=-59 b1a1:helped_and=-7 b1a1:helped_is=-16
b1a1:i_-=-9 b1a1:if_is=20 b1a1:is_-=4 b1a1:of_-=11 b1a1:of_<>=41 b1a1:of_and=4 b1a1:of_ask=-7
b1a1:of_at=-16 b1a1:of_for=-13 b1a1:of_if=-4 b1a1:of_is=-34 b1a1:of_past=-10 b1a1:of_talk=-14
b1a1:of_the=20 b1a1:only_-=-38 b1a1:only_<>=62 b1a1:only_and=-22 b1a1:only_ask=-13
b1a1:only_at=-15 b1a1:only_for=17 b1a1:only_get=-14 b1a1:only_i=-6 b1a1:only_past=-12
b1a1:only_you=26 b1a1:other_-=-23 b1a1:other_is=-16 b1a1:past_-=16 b1a1:past_at=-14
b1a1:talk_ask=4 b1a1:the_<>=-20 b1a1:the_and=-13 b1a1:the_at=13 b1a1:the_is=4 b1a1:the_past=14
b1a1:the_staff=21 b1a1:the_the=-5 b1a1:the_told=-20 b1a1:they_-=-9 b1a1:they_of=-8
b1a1:they_the=-4 b1a1:we_is=-7 b1a1:with_-=15 b1a1:with_<>=-9 b1a1:with_and=-11 b1a1:would_-=19
b1a1:you_-=-3 b1a1:your_-=-15 b1a1:your_staff=-3 b2:-=-18 b2:<>=-73 b2:and=-27 b2:ask=55 b2:at=-21
b2:can=11 b2:for=10 b2:friend=-11 b2:get=18 b2:helped=-29 b2:i=58 b2:is=19 b2:of=-20 b2:only=7
b2:other=-24 b2:past=14 b2:staff=30 b2:talk=-24 b2:the=39 b2:they=-41 b2:told=-28 b2:we=-5
b2:will=-32 b2:with=-3 b2:would=11 b2:you=35 b2:your=24 b2b1:-_-=9 b2b1:-_and=-58 b2b1:-_ask=33
b2b1:-_at=5 b2b1:-_for=18 b2b1:-_helped=-7 b2b1:-_i=-3 b2b1:-_if=8 b2b1:-_is=-17 b2b1:-_of=12
b2b1:-_only=5 b2b1:-_other=-4 b2b1:-_past=22 b2b1:-_the=9 b2b1:-_they=-8 b2b1:-_told=-10
b2b1:-_with=-64 b2b1:-_your=-5 b2b1:<>_<>=-51 b2b1:<>_at=-21 b2b1:<>_for=17 b2b1:<>_if=31
b2b1:<>_the=-65 b2b1:<>_they=-16 b2b1:<>_we=-13 b2b1:<>_would=12 b2b1:<>_you=-8 b2b1:<>_your=-10
b2b1:and_-=-8 b2b1:and_at=-6 b2b1:and_the=-5 b2b1:ask_-=-17 b2b1:ask_at=32 b2b1:ask_is=16
b2b1:ask_the=21 b2b1:at_-=-7 b2b1:at_ask=10 b2b1:at_of=-5 b2b1:at_the=-52 b2b1:at_they=8
b2b1:can_-=22 b2b1:can_the=-8 b2b1:for_-=-7 b2b1:for_get=9 b2b1:for_is=9 b2b1:for_talk=15
b2b1:for_they=10 b2b1:for_your=-4 b2b1:friend_at=-5 b2b1:friend_of=-27 b2b1:friend_only=-4
b2b1:helped_at=-12 b2b1:helped_of=-12 b2b1:helped_only=-10 b2b1:helped_with=-4 b2b1:i_-=-10
b2b1:i_the=49 b2b1:is_-=6 b2b1:is_at=8 b2b1:of_-=-28 b2b1:of_the=6 b2b1:only_the=6 b2b1:other_-=-8
b2b1:other_at=16 b2b1:other_of=-27 b2b1:other_only=27 b2b1:past_-=15 b2b1:past_at=-19
b2b1:past_the=-21 b2b1:staff_-=4 b2b1:staff_at=9 b2b1:staff_of=18 b2b1:staff_only=25
b2b1:talk_-=-10 b2b1:talk_ask=-20 b2b1:talk_at=-8 b2b1:talk_for=6 b2b1:talk_the=18 b2b1:the_at=36
b2b1:they_-=-54 b2b1:they_the=-3 b2b1:told_-=58 b2b1:told_ask=-37 b2b1:told_at=-74
b2b1:told_for=-21 b2b1:told_the=38 b2b1:we_-=30 b2b1:we_at=-22 b2b1:we_helped=-16
b2b1:we_other=-11 b2b1:will_-=17 b2b1:with_-=10 b2b1:with_of=-3 b2b1:with_the=-5 b2b1:would_-=-14
b2b1:you_-=-39 b2b1:you_at=48 b2b1:you_helped=15 b2b1:you_other=-6 b2b1:you_the=-8
b2b1:you_with=-7 b2b1:your_at=48 b2b1:your_helped=-15 b2b1:your_other=-25 b:=52 begins=-55
beside:0=-72 beside:1=52 beside:2=-26 beside:3=-27 camel=51 caps=-94 ends=4 field:body=-32
field:subject=61 greets=-25 joined=-62 named:false=34 named:false*b1:-=6 named:false*b1:<>=-35
named:false*b1:ask=-17 named:false*b1:at=19 named:false*b1:can=41 named:false*b1:friend=-5
named:false*b1:get=9 named:false*b1:helped=-16 named:false*b1:i=-13 named:false*b1:if=45
named:false*b1:is=9 named:false*b1:of=27 named:false*b1:only=28 named:false*b1:other=-57
named:false*b1:past=35 named:false*b1:talk=33 named:false*b1:we=-15 named:false*b1:would=23
named:false*b1:you=-10 named:false*b1:your=-22 named:false*names:0=14 named:false*names:1=45
named:false*names:2=33 named:false*names:3=12 named:true=-112 named:true*b1:-=5
named:true*b1:<>=-19 named:true*b1:and=-4 named:true*b1:ask=-11 named:true*b1:at=-29
named:true*b1:for=-3 named:true*b1:of=-18 named:true*b1:only=-23 named:true*b1:the=-25
named:true*b1:with=-6 named:true*names:0=-4 named:true*names:1=-33 named:true*names:2=-39
named:true*names:3=-36 names:0=9 names:1=-4 names:2=-4 names:3=-5 names:4=-19 next:i=8
next:they=-89 next:we=14 next:you=33 next:your=14 noun=-192 owner=99 prev:helped=33 prev:other=-22
prev:you=3 prev:your=56 q=8 sounds=38 times:2=-43 title=-16 words:1=-60 words:2=63 words:3=6
`);
